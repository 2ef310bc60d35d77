package io.metronome.dispatch;

import io.metronome.dispatch.instance.Foresight;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Ends commands of lanes that have become slower, if they cannot be called in time any more. A changed file may make
 * every lane slower: each task looks at one lane and ends a few of its commands. The dispatcher's thread only.
 */
final class LateCommands {
    private final DispatcherLoop loop;
    private final Time time;
    private final int atATime;
    private final BiConsumer<PendingCommand, String> late;
    private final Runnable round;
    private final Set<InstanceLane> slower = new LinkedHashSet<>();
    private boolean isUnderWay;

    /**
     * @param late told of each command that is too late, and why
     * @param round gives turns to the lanes whose first commands have changed
     */
    LateCommands(DispatcherLoop loop, Time time, int atATime, BiConsumer<PendingCommand, String> late, Runnable round) {
        this.loop = loop;
        this.time = time;
        this.atATime = atATime;
        this.late = late;
        this.round = round;
    }

    /** Looks at every command that waits in that lane, soon. */
    void judge(InstanceLane lane) {
        loop.assertOwned();
        slower.add(lane);
        if (!isUnderWay) {
            isUnderWay = true;
            loop.run(this::next);
        }
    }

    private void next() {
        InstanceLane lane = slower.iterator().next();
        slower.remove(lane);
        loop.inChunks(
                new ArrayDeque<>(Foresight.tooLate(lane, time.nanos(), time.millis())),
                atATime,
                () -> true,
                some -> some.forEach(one -> late.accept(one.pending(), one.detail())),
                this::judged);
    }

    private void judged() {
        isUnderWay = !slower.isEmpty();
        if (isUnderWay) {
            loop.run(this::next);
        } else {
            round.run();
        }
    }
}
