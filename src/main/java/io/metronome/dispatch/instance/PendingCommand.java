package io.metronome.dispatch.instance;

import io.metronome.command.Command;
import io.metronome.command.HeapBytes;
import io.metronome.command.ParsedFields;
import io.metronome.command.Reply;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.RecordEnd;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.dispatch.partition.TrackedCommand;
import io.metronome.ledger.LedgerPlace;
import io.metronome.ledger.PendingCommandRecord;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The index entry of a command that was read and has not ended. */
public final class PendingCommand extends StoredEntry implements TrackedCommand {
    /* Itself, and its places in queues. */
    private static final int OBJECTS = HeapBytes.ofFields(76) + 12;
    /* So many of a lane have their turns soon. */
    private static final int NEXT_TURNS = 8;

    private InstanceLane lane;
    private final boolean verified;
    private final long hash;
    private final boolean ownId;
    private final long receivedAt;
    private Attempts attempts = Attempts.NONE;
    private int ledgerPlace = LedgerPlace.ABSENT;
    private boolean postponed;
    private boolean ended;
    private volatile boolean cancelled;

    /**
     * @param verified whether the body was checked; it cannot be while the instance's messenger is unknown
     * @param receivedAt when it was read from Kafka, milliseconds since the epoch
     */
    public PendingCommand(InstanceLane lane, CommandBody body, boolean verified, long receivedAt) {
        super(body);
        Command command = body.command();
        this.lane = lane;
        this.verified = verified;
        this.hash = SentIds.hash(command.instance(), command.id());
        this.ownId = command.ownId();
        this.receivedAt = receivedAt;
    }

    /** A command as its former owner left it. */
    public static PendingCommand restored(
            InstanceLane lane, PendingCommandRecord waiting, Command command, boolean verified, Time time) {
        CommandBody body = new CommandBody(waiting.commandRecord(), command);
        PendingCommand pending = new PendingCommand(lane, body, verified, waiting.receivedAt());
        pending.attempts = pending.attempts.restored(waiting.attempts(), waiting.failures(), waiting.unknown());
        if (waiting.retryAt() > 0) {
            pending.retry(time.nanosAt(waiting.retryAt()), waiting.retryAt());
        }
        return pending;
    }

    @Override
    public OwnedPartition partition() {
        return lane.partition();
    }

    @Override
    String instance() {
        return lane.instance();
    }

    public InstanceLane lane() {
        return lane;
    }

    /** The lane that the command joins. The one that it was made for may have been forgotten meanwhile. */
    void join(InstanceLane other) {
        lane = other;
    }

    @Override
    public int bytes() {
        return OBJECTS + bodyBytes() + (verified ? 0 : HeapBytes.of(instance()));
    }

    /** The delay that a setSettings asks for in milliseconds, 0 for none. */
    int wantedDelayMillis() {
        return method().paced() || ended ? 0 : body().command().delayMillis();
    }

    public boolean isVerified() {
        return verified;
    }

    @Override
    public long idHash() {
        return ownId ? hash : SentIds.NONE;
    }

    /** Whether its instance and its id, which may be its position, have that hash. */
    public boolean isNamed(long nameHash) {
        return hash == nameHash;
    }

    @Override
    public OptionalLong sentId() {
        return ownId && attempts.mayHaveBeenSent() ? OptionalLong.of(hash) : OptionalLong.empty();
    }

    /** Whether an operator wants it to end. */
    public boolean isToEnd() {
        return lane.control().ends(offset(), hash);
    }

    /** Why an operator wants it to end, for people. */
    public String whyToEnd() {
        return lane.control().detail(offset(), hash);
    }

    /** An operator has cancelled it while its call began: the request is not written any more. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether its request must not be written. Any thread. */
    boolean isCancelled() {
        return cancelled || offset() < lane.control().purgedBelow();
    }

    /** When it was read from Kafka, milliseconds since the epoch. */
    public long receivedAt() {
        return receivedAt;
    }

    /** Its calls so far. */
    public Attempts attempts() {
        return attempts;
    }

    /**
     * Notes what became of a call.
     *
     * @param spared whether a failure is not the command's, and does not count against the limit
     */
    public void answered(Answer answer, boolean spared) {
        attempts = attempts.answered(answer, spared);
        keeps(attempts.heapBytes());
    }

    /** Postpones the next call to that moment, in monotonic nanoseconds and in milliseconds since the epoch. */
    public void retry(long nanos, long millis) {
        attempts = attempts.retryAt(nanos, millis);
    }

    @Override
    public long retryAt() {
        return attempts.retryAt();
    }

    @Override
    public int ledgerPlace() {
        return ledgerPlace;
    }

    @Override
    public void ledgerPlace(int place) {
        ledgerPlace = place;
    }

    @Override
    public PendingCommandRecord toRecord() {
        CommandBody known = body();
        return new PendingCommandRecord(
                known.commandRecord(),
                receivedAt,
                attempts.made(),
                attempts.failures(),
                attempts.retryAtMillis(),
                attempts.isUnknown(),
                isCalledOnce() && isAnnounced(),
                AcceptedSettings.forTheLedger(acceptedSettings()),
                verified ? ParsedFields.of(known.command(), partition().parsingRules()) : null);
    }

    /** Whether its lane has announced its call. */
    boolean isAnnounced() {
        return lane.announced() == this;
    }

    /** The API's answer to a setSettings that getSettings does not show yet; null for all others. */
    @Nullable
    public AcceptedSettings acceptedSettings() {
        return attempts.acceptedSettings();
    }

    /** The API has accepted this setSettings, and getSettings has yet to show it. */
    public void accepted(AcceptedSettings answer) {
        attempts = attempts.accepted(answer);
        keeps(attempts.heapBytes() + answer.outcome().heapBytes());
    }

    /** The command ends while it waits. */
    public void leaveLane() {
        if (!postponed) {
            lane.withdraw(this);
        }
    }

    /** Whether its call is in flight. */
    public boolean isInFlight() {
        return lane.inFlight() == this;
    }

    /** Whether it waits, or waited at its end, for its {@code notBefore} outside its lane. */
    boolean isPostponed() {
        return postponed;
    }

    /** Whether it waits for its {@code notBefore} outside its lane. */
    public boolean waitsOutsideItsLane() {
        return postponed && !ended;
    }

    /** The command waits for its {@code notBefore} outside its lane. */
    void postpone() {
        postponed = true;
    }

    /** Its {@code notBefore} has come. */
    void endPostponement() {
        postponed = false;
    }

    @Override
    public int outcomeBytes() {
        return attempts.outcomeBytes();
    }

    private void keeps(int bytes) {
        partition().delta().grew(bytes - outcomeBytes());
        attempts = attempts.counting(bytes);
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    /** The command ends like this. Its body is kept until its replies are made. */
    public void end(RecordEnd how) {
        ended = true;
        attempts = attempts.ended(how);
        keeps(attempts.heapBytes() + how.bytes());
    }

    @Override
    public List<Reply> takeReplies() {
        RecordEnd end = attempts.end();
        if (end == null) {
            throw new IllegalStateException("offset " + offset() + " has no replies, or had them already");
        }
        List<Reply> replies = end.replies().get();
        // The command itself may be kept for a while, by an agenda for example.
        attempts = attempts.told();
        dropBody();
        return replies;
    }

    @Override
    public void inLedger() {
        boolean hasItsTurnSoon =
                !postponed && lane.waiting() <= NEXT_TURNS && !partition().isShortOfMemory();
        if (!hasItsTurnSoon && !hasEnded() && !isInFlight() && acceptedSettings() == null) {
            spillBody();
        }
    }
}
