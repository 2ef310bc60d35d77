package io.metronome.dispatch;

import io.metronome.dispatch.instance.CommandTimers;
import io.metronome.dispatch.instance.Foresight;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.instance.Postponed;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Pace;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Ends commands of lanes that have become slower, if they cannot be called in time any more: those that wait in the lane,
 * and those that wait for their {@code notBefore}. A changed file may make every lane slower: each task looks at one lane,
 * or at a few of its commands that wait for their {@code notBefore}, and ends a few. A command in flight is judged when it
 * comes back. The dispatcher's thread only.
 */
final class LateCommands {
    private final DispatcherLoop loop;
    private final Time time;
    private final CommandTimers timers;
    private final int atATime;
    private final BiConsumer<PendingCommand, String> late;
    private final Consumer<PendingCommand> withoutInstance;
    private final Runnable round;
    private final Set<InstanceLane> slower = new LinkedHashSet<>();
    private boolean isUnderWay;

    /**
     * @param late told of each command that is too late, and why
     * @param withoutInstance told of each command whose instance the instances file has lost for too long
     * @param round gives turns to the lanes whose first commands have changed
     */
    LateCommands(
            DispatcherLoop loop,
            Time time,
            CommandTimers timers,
            int atATime,
            BiConsumer<PendingCommand, String> late,
            Consumer<PendingCommand> withoutInstance,
            Runnable round) {
        this.loop = loop;
        this.time = time;
        this.timers = timers;
        this.atATime = atATime;
        this.late = late;
        this.withoutInstance = withoutInstance;
        this.round = round;
    }

    /** Looks at every command of that lane, soon. */
    void judge(InstanceLane lane) {
        loop.assertOwned();
        long until = lane.absentUntil();
        if (until != Pace.FAR) {
            // Those in the lane end at their turns.
            loop.runIn(Math.max(0, until - time.nanos()), () -> endWithoutInstance(lane, until));
        }
        slower.add(lane);
        if (!isUnderWay) {
            isUnderWay = true;
            loop.run(this::next);
        }
    }

    private void endWithoutInstance(InstanceLane lane, long until) {
        loop.inChunks(
                new ArrayDeque<>(timers.postponed(lane)),
                atATime,
                () -> lane.absentUntil() == until && lane.partition().mayCall(),
                some -> some.stream()
                        .map(Postponed::pending)
                        .filter(PendingCommand::waitsOutsideItsLane)
                        .forEach(withoutInstance),
                round);
    }

    private void next() {
        InstanceLane lane = slower.iterator().next();
        slower.remove(lane);
        loop.inChunks(
                new ArrayDeque<>(Foresight.tooLate(lane, time.nanos(), time.millis())),
                atATime,
                () -> true,
                some -> some.forEach(one -> late.accept(one.pending(), one.detail())),
                () -> postponed(lane));
    }

    private void postponed(InstanceLane lane) {
        loop.inChunks(
                new ArrayDeque<>(timers.postponed(lane)),
                atATime,
                () -> true,
                some -> some.stream()
                        .filter(one -> one.pending().waitsOutsideItsLane())
                        .forEach(this::judge),
                this::judged);
    }

    private void judge(Postponed one) {
        String detail = Foresight.refusal(one.pending(), one.notBefore(), time.nanos(), time.millis());
        if (detail != null) {
            late.accept(one.pending(), detail);
        }
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
