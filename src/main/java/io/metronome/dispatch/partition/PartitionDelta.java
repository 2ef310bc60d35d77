package io.metronome.dispatch.partition;

import io.metronome.command.Reply;
import io.metronome.dispatch.loop.BlockSizes;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.LedgerPlace;
import io.metronome.ledger.MonotonicMoment;
import io.metronome.ledger.PaceRecord;
import io.metronome.ledger.PartitionCheckpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one partition since the last checkpoint: commands that were read, ended or changed, departures, and
 * conditions of instances. {@link #cut} is the checkpoint rule: every command that was read and has not ended goes into
 * the ledger. A section that was cut is either committed or the whole ownership is forgotten, so what it took is gone
 * from here.
 */
public final class PartitionDelta {
    private static final int DEPARTURE_BYTES = 64;
    private static final int CONDITION_BYTES = 256;
    /* Calls wait for some of them, so that they have their part of a checkpoint that is full of other things. */
    private static final int LEAST = 1_000;

    private final int partition;
    private final long ownership;
    private final Runnable awaited;
    private final ArrayDeque<TrackedRecord> unsaved = new ArrayDeque<>();
    private final ArrayDeque<TrackedRecord> ended = new ArrayDeque<>();
    private final ArrayDeque<TrackedCommand> changed = new ArrayDeque<>();
    private final LedgerCommands ledgerCommands;
    private final List<Long> sentIds = new ArrayList<>();
    private final Latest<PaceRecord> departures = new Latest<>(DEPARTURE_BYTES, LEAST);
    private final Latest<InstanceCondition<MonotonicMoment>> conditions = new Latest<>(CONDITION_BYTES, LEAST);
    private final AnnouncementQueue announcements = new AnnouncementQueue();
    private long taken;
    private OptionalLong savedPosition = OptionalLong.empty();
    private boolean headerDue = true;
    private long unsavedBytes;
    private long pendingBytes;
    private int sentIdRecords;

    /**
     * @param sizes how many commands share a record of the ledger
     * @param awaited run when somebody waits for the next checkpoint
     */
    PartitionDelta(int partition, long ownership, BlockSizes sizes, Runnable awaited) {
        this.ledgerCommands = new LedgerCommands(sizes);
        this.partition = partition;
        this.ownership = ownership;
        this.awaited = awaited;
    }

    /** Everything below that offset is read. */
    public void taken(long next) {
        taken = Math.max(taken, next);
    }

    /** The next offset to read: everything below it is read. */
    public long position() {
        return taken;
    }

    /** A record that was just read. */
    public void read(TrackedRecord kept) {
        unsaved.addLast(kept);
        unsavedBytes += kept.bytes();
        pendingBytes += kept.bytes() + kept.outcomeBytes();
        if (kept.hasEnded()) {
            awaited.run();
        }
    }

    /** A command that a former owner had read, and that waits on; the ledger has it at that place. */
    public void restored(TrackedCommand pending, int place) {
        ledgerCommands.restored(pending, place);
        pendingBytes += pending.bytes();
    }

    /** A record that a former owner had read, and that today's configuration refuses. */
    public void restored(TrackedRecord.Refusal refusal, int place) {
        ledgerCommands.restoredRefusal();
        pendingBytes += refusal.bytes() + refusal.outcomeBytes();
        ended.addLast(refusal.at(place));
    }

    /** A former owner left so many records of sent ids. */
    void restoredSentIds(int records) {
        sentIdRecords += records;
    }

    /** What became of a command costs so many more bytes than before. */
    public void grew(int bytes) {
        pendingBytes += bytes;
    }

    /** A command has ended. If no checkpoint contains the command yet, its replies are written with its offset. */
    public void ended(TrackedCommand pending) {
        if (pending.ledgerPlace() != LedgerPlace.ABSENT) {
            ended.addLast(pending);
        }
        awaited.run();
    }

    /** The number of commands that ended and wait for a checkpoint to say so. */
    public int endedUnsaved() {
        return ended.size();
    }

    /** A command's attempts changed; the ledger must learn of it if it knows the command. */
    public void changed(TrackedCommand pending) {
        if (LedgerPlace.isSaved(pending.ledgerPlace())) {
            pending.ledgerPlace(LedgerPlace.outdated(pending.ledgerPlace()));
            changed.addLast(pending);
        }
    }

    public void departed(PaceRecord departure) {
        departures.put(departure.instance(), departure);
    }

    /** Whether a departure of the instance waits for the next checkpoint. */
    public boolean isNoted(String instance) {
        return departures.has(instance);
    }

    /** The condition of an instance changed. */
    public void conditioned(InstanceCondition<MonotonicMoment> condition) {
        conditions.put(condition.instance(), condition);
    }

    /** A lane waits for the next checkpoint before its call. */
    public void announce(Announcement<?> announcement) {
        announcements.add(announcement);
        awaited.run();
    }

    /** Takes the announcements of the section that was cut last and is now committed. */
    List<Announcement<?>> saved() {
        return announcements.takeCut();
    }

    /** The command at that offset, if the section that was cut last put it into the ledger. */
    public Optional<TrackedCommand> putLast(long offset) {
        return ledgerCommands.putLast(offset);
    }

    /** Its commands that the ledger has. */
    LedgerCommands ledgerCommands() {
        return ledgerCommands;
    }

    /** The header must be written although nothing else has changed. */
    void headerDue() {
        headerDue = true;
    }

    /** Bytes of heap that everything read and not yet told costs, with what became of it. */
    long pendingBytes() {
        return pendingBytes;
    }

    /** Bytes of what was read and no checkpoint has covered. */
    long unsavedBytes() {
        return unsavedBytes;
    }

    /** Records of sent ids that were ever written, overwritten ones included. */
    int sentIdRecords() {
        return sentIdRecords;
    }

    /** Whether a checkpoint would change anything. */
    boolean any() {
        return headerDue
                || savedPosition.isEmpty()
                || savedPosition.getAsLong() != taken
                || !ended.isEmpty()
                || !changed.isEmpty()
                || !departures.isEmpty()
                || !conditions.isEmpty()
                || !announcements.isEmpty();
    }

    /** A section that confirms the position of the last one and says nothing new: it renews a lease. */
    PartitionCheckpoint confirmation() {
        return PartitionCheckpoint.confirmation(partition, ownership, savedPosition.orElseThrow());
    }

    /**
     * The next section: first what ended, then what was read, as far as the budget goes. The cut may stand anywhere in
     * what was read.
     *
     * @param header null for a partition that has no ledger
     */
    PartitionCheckpoint cut(Budget budget, PartitionCheckpoint.@Nullable HeaderState header) {
        List<Reply> replies = new ArrayList<>();
        sentIds.clear();
        ledgerCommands.begin();
        cutEnded(budget, replies);
        cutChanged(budget);
        cutRead(budget, replies);
        ledgerCommands.putStragglers(budget);
        LedgerCommands.CommandChanges commands = ledgerCommands.finish();
        sentIdRecords += sentIds.isEmpty() ? 0 : 1;
        long position = unsaved.isEmpty() ? taken : unsaved.getFirst().offset();
        savedPosition = OptionalLong.of(position);
        headerDue = false;
        // A pace record may rely on a condition, so no checkpoint has the former without the latter.
        List<InstanceCondition<MonotonicMoment>> changedConditions = conditions.cut(budget);
        PartitionCheckpoint section = new PartitionCheckpoint(
                partition,
                ownership,
                position,
                header,
                commands.waiting(),
                commands.ended(),
                commands.blocks(),
                departures.cut(budget),
                changedConditions,
                sentIds.stream().mapToLong(Long::longValue).toArray(),
                replies);
        announcements.cut(instance -> !isNoted(instance) && !conditions.has(instance));
        return section;
    }

    private void cutEnded(Budget budget, List<Reply> replies) {
        while (budget.isLeft() && !ended.isEmpty()) {
            TrackedRecord kept = ended.removeFirst();
            ledgerCommands.end(kept);
            tell(kept, budget, replies);
        }
    }

    private void cutChanged(Budget budget) {
        while (budget.isLeft() && !changed.isEmpty()) {
            TrackedCommand pending = changed.removeFirst();
            boolean isOutdated = LedgerPlace.isOutdated(pending.ledgerPlace());
            pending.ledgerPlace(LedgerPlace.current(pending.ledgerPlace()));
            // It may have got another place since, with the state that it had then.
            if (isOutdated && !pending.hasEnded()) {
                ledgerCommands.put(pending, budget);
            }
        }
    }

    private void cutRead(Budget budget, List<Reply> replies) {
        while (budget.isLeft() && !unsaved.isEmpty()) {
            TrackedRecord kept = unsaved.removeFirst();
            unsavedBytes -= kept.bytes();
            if (kept.hasEnded()) {
                tell(kept, budget, replies);
            } else if (kept instanceof TrackedCommand pending) {
                ledgerCommands.put(pending, budget);
            }
        }
    }

    private void tell(TrackedRecord kept, Budget budget, List<Reply> replies) {
        pendingBytes -= kept.bytes() + kept.outcomeBytes();
        // Not earlier than the command: a command that is read again would be a duplicate of itself.
        if (kept instanceof TrackedCommand command) {
            command.sentId().ifPresent(id -> {
                sentIds.add(id);
                sentIds.add(command.offset());
            });
        }
        for (Reply reply : kept.takeReplies()) {
            replies.add(reply);
            budget.spend(reply.bytes());
        }
    }

    /** The partition is gone: nothing of it stays in memory, though calls that are in flight still lead here. */
    void release() {
        unsaved.clear();
        ended.clear();
        changed.clear();
        ledgerCommands.release();
        announcements.clear();
        unsavedBytes = 0;
        pendingBytes = 0;
    }
}
