package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.pacing.Agenda;
import io.metronome.pacing.Pace;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The moments on the calendar that commands wait for. A command waits for its {@code notBefore} outside its lane, so
 * that it delays no other command; it ends at its {@code expiresAt}. The moments of a partition's commands are
 * forgotten with the partition.
 */
public final class CommandTimers {
    /* The calendar may be stepped: it is looked at again after a second at the latest. */
    private static final long LOOK_AGAIN_MILLIS = 1_000;
    private static final int FEW = 1_000;
    /* A moment, its command, and half of a place in the list of an instance: not each has one. */
    private static final long MOMENT_BYTES = 22;
    private static final int LIVE_FOR_ENDED = 8;

    private final DispatcherLoop loop;
    private final Time time;
    private final int atATime;
    private final Consumer<PendingCommand> queue;
    private final Consumer<PendingCommand> begun;
    private final Consumer<PendingCommand> postponed;
    private final Consumer<PendingCommand> expire;
    private final Map<OwnedPartition, Moments> partitions = new LinkedHashMap<>();

    /** The moments that commands of one partition wait for. */
    private static final class Moments {
        private final Agenda<PendingCommand> beginnings = new Agenda<>(PendingCommand::offset);
        private final Agenda<PendingCommand> expiries = new Agenda<>(PendingCommand::offset);
        private final PostponedCommands postponed = new PostponedCommands();
        private int endedEarly;

        /* Ended commands are removed, perhaps long before their moment, once they are an eighth of the agenda. */
        private void ended(PendingCommand pending) {
            if (pending.isPostponed()) {
                postponed.left(pending);
            }
            if (++endedEarly > FEW && endedEarly > (expiries.size() + beginnings.size()) / LIVE_FOR_ENDED) {
                expiries.removeIf(PendingCommand::hasEnded);
                beginnings.removeIf(PendingCommand::hasEnded);
                endedEarly = 0;
            }
        }

        private int size() {
            return beginnings.size() + expiries.size();
        }

        private int capacity() {
            return beginnings.capacity() + expiries.capacity();
        }

        private long nextMillis() {
            return Math.min(beginnings.nextMillis(), expiries.nextMillis());
        }
    }

    /**
     * @param atATime moments of one kind that are handled in one round, all partitions together; one of each at least
     * @param queue told of a command that need not wait
     * @param begun told of a command whose {@code notBefore} has come
     * @param postponed told of a command whose {@code notBefore} is to come
     * @param expire told of a command whose {@code expiresAt} has come
     */
    public CommandTimers(
            DispatcherLoop loop,
            Time time,
            int atATime,
            Consumer<PendingCommand> queue,
            Consumer<PendingCommand> begun,
            Consumer<PendingCommand> postponed,
            Consumer<PendingCommand> expire) {
        this.loop = loop;
        this.time = time;
        this.atATime = atATime;
        this.queue = queue;
        this.begun = begun;
        this.postponed = postponed;
        this.expire = expire;
    }

    /** Queues the command now or at its {@code notBefore}, and expires it at its {@code expiresAt}. */
    public void add(PendingCommand pending, long notBefore) {
        loop.assertOwned();
        if (pending.expiresAt() != Long.MAX_VALUE) {
            of(pending).expiries.add(pending, pending.expiresAt());
        }
        if (notBefore > time.millis()) {
            pending.postpone();
            of(pending).beginnings.add(pending, notBefore);
            of(pending).postponed.add(pending, notBefore);
            postponed.accept(pending);
        } else {
            queue.accept(pending);
        }
    }

    /** A command ended. */
    public void ended(PendingCommand pending) {
        loop.assertOwned();
        Moments moments = partitions.get(pending.partition());
        if (moments != null && (pending.expiresAt() != Long.MAX_VALUE || pending.isPostponed())) {
            moments.ended(pending);
        }
    }

    /** The commands of that instance that wait for their {@code notBefore}. */
    public List<PendingCommand> postponed(String instance) {
        loop.assertOwned();
        return partitions.values().stream()
                .flatMap(moments -> moments.postponed.of(instance).stream())
                .map(Postponed::pending)
                .toList();
    }

    /** The commands of that lane that wait for their {@code notBefore}, and until when. */
    public List<Postponed> postponed(InstanceLane lane) {
        loop.assertOwned();
        Moments moments = partitions.get(lane.partition());
        return moments == null ? List.of() : moments.postponed.of(lane.instance());
    }

    /**
     * The commands of that partition that wait for their {@code notBefore}, in no order: a copy, made in one quick step.
     * Commands that have ended may be among them.
     */
    public Iterator<PendingCommand> postponed(OwnedPartition partition) {
        loop.assertOwned();
        Moments moments = partitions.get(partition);
        return moments == null ? Collections.emptyIterator() : moments.beginnings.waiting();
    }

    /** Forgets the moments of that partition. */
    public void forget(OwnedPartition partition) {
        loop.assertOwned();
        partitions.remove(partition);
    }

    /**
     * The number of moments that are waited for, those of commands that have ended included.
     *
     * @param which counts those of some partitions only
     */
    public int size(Predicate<OwnedPartition> which) {
        loop.assertOwned();
        return partitions.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .mapToInt(Moments::size)
                .sum();
    }

    /** Bytes of heap that the partition's moments cost. */
    public long bytes(OwnedPartition partition) {
        Moments moments = partitions.get(partition);
        return moments == null ? 0 : MOMENT_BYTES * moments.capacity();
    }

    /**
     * Wakes commands whose moment has come, those of each partition in the order of their moments: a few at a time,
     * since a campaign may have one moment for a million, on all partitions. {@link #alarm} says whether more are due.
     */
    public void wake() {
        loop.assertOwned();
        long now = time.millis();
        int left = partitions.size();
        int beginnings = atATime;
        int expiries = atATime;
        // Each partition has its share of what those before it have left.
        for (Moments moments : partitions.values()) {
            beginnings -= begin(moments, now, Math.max(1, beginnings / left));
            expiries -= end(moments.expiries, now, Math.max(1, expiries / left));
            left--;
        }
    }

    private int begin(Moments moments, long now, int most) {
        for (int i = 0; i < most; i++) {
            PendingCommand due = moments.beginnings.poll(now);
            if (due == null) {
                return i;
            }
            if (!due.hasEnded()) {
                due.endPostponement();
                moments.postponed.left(due);
                begun.accept(due);
            }
        }
        return most;
    }

    private int end(Agenda<PendingCommand> expiries, long now, int most) {
        for (int i = 0; i < most; i++) {
            PendingCommand over = expiries.poll(now);
            if (over == null) {
                return i;
            }
            expire.accept(over);
        }
        return most;
    }

    /** The moment at which to wake again, monotonic nanoseconds. */
    public long alarm() {
        long next = Long.MAX_VALUE;
        for (Moments moments : partitions.values()) {
            next = Math.min(next, moments.nextMillis());
        }
        if (next == Long.MAX_VALUE) {
            return Pace.FAR;
        }
        long millis = Math.clamp(next - time.millis(), 0, LOOK_AGAIN_MILLIS);
        return time.nanos() + MILLISECONDS.toNanos(millis);
    }

    private Moments of(PendingCommand pending) {
        return partitions.computeIfAbsent(pending.partition(), partition -> new Moments());
    }
}
