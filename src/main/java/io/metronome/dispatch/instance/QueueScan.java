package io.metronome.dispatch.instance;

import io.metronome.command.Priority;
import io.metronome.pacing.Forecast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the queue of one lane in the order of its turns, a few commands in each step: counts those that go
 * first, and looks for one of them. It works on a copy, so the queue may change between two steps. The dispatcher's
 * thread only.
 */
public final class QueueScan {
    /** Commands of one step; each costs a few tens of nanoseconds. */
    private static final int STEP = 2_000;

    private static final int FIRST = 20;

    private final InstanceLane lane;
    private final Predicate<PendingCommand> isWanted;
    private final Iterator<Priority> priorities = List.of(Priority.values()).iterator();
    private Iterator<PendingCommand> queue = Collections.emptyIterator();
    private final List<PendingCommand> first = new ArrayList<>();
    private @Nullable PendingCommand found;
    private int count;
    private final Forecast forecast;
    private long oldestMillis = Long.MAX_VALUE;
    private int expiring;
    private final long nowMillis;

    /**
     * @param isWanted the command that is looked for; the scan ends there
     * @param startMillis when the first one may go, milliseconds since the epoch
     * @param nowMillis milliseconds since the epoch
     */
    QueueScan(InstanceLane lane, Predicate<PendingCommand> isWanted, long startMillis, long nowMillis) {
        this.lane = lane;
        this.forecast =
                new Forecast(lane.rules().current(), startMillis, lane.rules().countedForCertainBy(startMillis));
        this.isWanted = isWanted;
        this.nowMillis = nowMillis;
        PendingCommand inFlight = lane.inFlight();
        if (inFlight != null) {
            look(inFlight);
        }
        for (PendingCommand confirming : lane.confirming()) {
            found = isWanted.test(confirming) ? confirming : found;
        }
    }

    /** Does a step. True when there is nothing more to do. */
    public boolean step() {
        for (int i = 0; i < STEP && found == null; i++) {
            if (queue.hasNext()) {
                PendingCommand next = queue.next();
                if (!next.hasEnded() && !next.isInFlight()) {
                    look(next);
                }
            } else if (priorities.hasNext()) {
                queue = lane.queued(priorities.next()).iterator();
            } else {
                return true;
            }
        }
        return found != null;
    }

    private void look(PendingCommand next) {
        if (isWanted.test(next)) {
            found = next;
            return;
        }
        count++;
        oldestMillis = Math.min(oldestMillis, next.receivedAt());
        boolean isPaced = next.method().paced();
        long turn = isPaced ? forecast.turn(next.priority()) : forecast.ready();
        expiring += next.expiresAt() < turn - forecast.start() + nowMillis ? 1 : 0;
        if (isPaced) {
            forecast.called(next.priority(), gapBehind(next));
        }
        if (first.size() < FIRST) {
            first.add(next);
        }
    }

    /* Its jitter will be drawn from the command, so it is known. */
    private int gapBehind(PendingCommand next) {
        int delay = lane.pace().delayMillis();
        int jitter =
                lane.rules().current().jitterPercent() == 0 ? 0 : lane.pace().jitterMillis(lane.drawn(next));
        return delay + jitter + next.typingMillis();
    }

    InstanceLane lane() {
        return lane;
    }

    /** The command that was looked for; null when it is not here. */
    public @Nullable PendingCommand found() {
        return found;
    }

    /** Commands before it, the one in flight included. */
    int count() {
        return count;
    }

    /** The time from the turn of the first one until the gaps behind all of them have passed. */
    long aheadMillis() {
        return forecast.ready() - forecast.start();
    }

    /** The time from the turn of the first one until the turn of that command behind all of them. */
    long aheadMillis(PendingCommand last) {
        long turn = last.method().paced() ? forecast.turn(last.priority()) : forecast.ready();
        return turn - forecast.start();
    }

    /** When the oldest of them was read, milliseconds since the epoch; null where there is none. */
    @Nullable
    Long oldestMillis() {
        return count == 0 ? null : Long.valueOf(oldestMillis);
    }

    /** Those of them that expire before their turn, even if the first one goes now. */
    int expiring() {
        return expiring;
    }

    /** The first of them. */
    List<PendingCommand> first() {
        return first;
    }
}
