package io.metronome.dispatch.instance;

import io.metronome.command.Instance;
import io.metronome.dispatch.loop.Time;
import org.jspecify.annotations.Nullable;

/** The rules of an instance may change in the instances file. On the dispatcher's thread only. */
final class RuleChanges {
    private RuleChanges() {}

    /** The file's rules count for the lane from now on. Returns whether others counted before. */
    static boolean follow(InstanceLane lane, @Nullable Instance instance, Time time) {
        if (instance == null || instance.rules().equals(lane.rules().current())) {
            return false;
        }
        lane.rules().set(instance.rules(), time);
        Departures.note(lane);
        if (lane.inFlight() == null) {
            // The announced call may have to wait for days now, and a kill must not make an unknown outcome of it.
            Announcements.withdraw(lane, time.nanos());
        }
        return true;
    }
}
