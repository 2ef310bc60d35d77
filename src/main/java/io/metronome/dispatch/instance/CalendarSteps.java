package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Notices that the calendar was stepped: lanes that wait for a moment of the calendar get a new one. The alarms of lanes
 * are monotonic, and would ring too late or too early. On the dispatcher's thread only.
 */
final class CalendarSteps {
    private static final long STEP_NANOS = MILLISECONDS.toNanos(500);

    private final InstanceLanes lanes;
    private final DispatcherLoop loop;
    private final Time time;
    private final int atATime;
    private long seen;

    /** @param atATime lanes that are looked at in one task */
    CalendarSteps(InstanceLanes lanes, DispatcherLoop loop, Time time, int atATime) {
        this.lanes = lanes;
        this.loop = loop;
        this.time = time;
        this.atATime = atATime;
        this.seen = time.anchorNow();
    }

    /**
     * Looks whether it was stepped.
     *
     * @param place told of each lane whose next turn may have changed
     * @param round run in the end, when it was stepped
     */
    void look(Consumer<InstanceLane> place, Runnable round) {
        if (time.disagreement(seen) <= STEP_NANOS) {
            return;
        }
        seen = time.anchorNow();
        Queue<InstanceLane> waiting = lanes.live().stream()
                .filter(lane -> lane.rules().times() != null)
                .collect(Collectors.toCollection(ArrayDeque::new));
        loop.inChunks(
                waiting,
                atATime,
                () -> true,
                some -> some.stream().filter(lane -> lane.partition().mayCall()).forEach(place),
                round);
    }
}
