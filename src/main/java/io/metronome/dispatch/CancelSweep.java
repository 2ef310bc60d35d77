package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.dispatch.instance.CommandTimers;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.InstanceLanes;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.loop.DispatcherLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Ends the commands of instances that operators want to end, wherever they wait. A purge may end a hundred thousand of
 * them: each task ends a few of one instance, and only while few wait for a checkpoint, because the replies of other
 * instances wait behind them. A lane whose first command is to end waits for that. The dispatcher's thread only.
 */
final class CancelSweep {
    private static final int SEEN_FOR_EACH = 20;
    private static final int MOST_UNSAVED = 2_000;
    private static final long BREAK = MILLISECONDS.toNanos(20);

    private final DispatcherLoop loop;
    private final InstanceLanes lanes;
    private final CommandEnds ends;
    private final CommandTimers timers;
    private final Runnable round;
    private final Map<String, Sweep> underWay = new LinkedHashMap<>();
    private final Set<String> again = new LinkedHashSet<>();
    private boolean planned;

    /** The commands of one instance that waited when it began, and how many of them were looked at. */
    private static final class Sweep {
        private final List<PendingCommand> waiting;
        private int seen;

        private Sweep(List<PendingCommand> waiting) {
            this.waiting = waiting;
        }

        private boolean isOver() {
            return seen == waiting.size();
        }
    }

    /** @param round gives turns to the lanes whose first commands have changed */
    CancelSweep(DispatcherLoop loop, InstanceLanes lanes, CommandEnds ends, Runnable round) {
        this.loop = loop;
        this.lanes = lanes;
        this.ends = ends;
        this.timers = ends.timers();
        this.round = round;
    }

    /** Looks at every command of that instance that waits now. */
    void begin(String instance) {
        loop.assertOwned();
        if (underWay.containsKey(instance)) {
            again.add(instance);
            return;
        }
        List<PendingCommand> waiting = new ArrayList<>(timers.postponed(instance));
        for (InstanceLane lane : lanes.find(instance)) {
            waiting.addAll(lane.waitingCommands());
            waiting.addAll(lane.confirming());
        }
        if (!waiting.isEmpty()) {
            underWay.put(instance, new Sweep(waiting));
            plan(0);
        }
    }

    private void plan(long nanos) {
        if (!planned) {
            planned = true;
            loop.runIn(nanos, this::step);
        }
    }

    private void step() {
        planned = false;
        String instance = underWay.keySet().iterator().next();
        Sweep sweep = Objects.requireNonNull(underWay.remove(instance));
        boolean isHeldUp = goOn(sweep);
        if (!sweep.isOver()) {
            // The next task is about another instance.
            underWay.put(instance, sweep);
        } else if (again.remove(instance)) {
            begin(instance);
        }
        if (!underWay.isEmpty()) {
            plan(isHeldUp ? BREAK : 0);
        }
        round.run();
    }

    /* Returns whether it has to wait for a checkpoint. */
    private boolean goOn(Sweep sweep) {
        int ended = 0;
        int most = Math.min(sweep.waiting.size(), sweep.seen + SEEN_FOR_EACH * ends.atATime());
        while (sweep.seen < most && ended < ends.atATime()) {
            PendingCommand pending = sweep.waiting.get(sweep.seen);
            boolean isOurs = !pending.hasEnded() && pending.partition().mayCall();
            if (isOurs && pending.isToEnd()) {
                if (pending.partition().delta().endedUnsaved() >= MOST_UNSAVED) {
                    return true;
                }
                ends.cancel(pending);
                ended++;
            }
            sweep.seen++;
        }
        return false;
    }
}
