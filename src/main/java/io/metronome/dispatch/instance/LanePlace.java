package io.metronome.dispatch.instance;

import io.metronome.dispatch.host.HostCapacity;
import io.metronome.dispatch.partition.Phase;
import io.metronome.pacing.Pace;
import io.metronome.pacing.Timeline;

/** Where a lane is, and so what brings it forward again. It is in exactly one place. */
public enum LanePlace {
    /** Its call is under way; the answer brings it forward. */
    CALLED,
    /** Its next turn has a moment. */
    COMING,
    /** It is due, and lacks only a turn. */
    DUE,
    /** It waits at its host for room. */
    PARKED,
    /** It waits at its host, which is paused for its instance, for the end of the pause. */
    HOST_PAUSED,
    /** Its next call is announced; the next checkpoint brings it forward. */
    ANNOUNCED,
    /** Its settings are to be read, or are being read. */
    SETTINGS_ASKED,
    /** The state of its instance will be asked for, or is being asked for. */
    STATE_ASKED,
    /** Its first command ends soon, because an operator wants it to. */
    CANCELLING,
    /** An operator has paused its instance, and commands wait until the pause ends. */
    PAUSED,
    /** The instances file does not name its instance, and commands wait until it does. */
    INSTANCE_MISSING,
    /** It has no commands, and is forgotten when its gap has passed. */
    IDLE,
    /** Its partition is handed over, and gets no turns. */
    CLOSED,
    /** Nothing brings it forward: a fault of metronome, if commands wait there. */
    NOWHERE;

    static LanePlace of(
            InstanceLane lane,
            Timeline<InstanceLane> timeline,
            HostCapacity<InstanceLane> hosts,
            StatePoller statePoller,
            boolean isNamed,
            long now) {
        if (lane.inFlight() != null) {
            return CALLED;
        } else if (lane.partition().phase() != Phase.LIVE) {
            return CLOSED;
        } else if (hosts.isParked(lane.hostPlace())) {
            return hosts.pausedUntil(lane.hostPlace(), now) == Pace.NEVER ? PARKED : HOST_PAUSED;
        }
        return switch (timeline.placeOf(lane)) {
            case COMING -> COMING;
            case RUNNABLE -> DUE;
            case IDLE -> IDLE;
            case NONE -> ofWaiting(lane, statePoller, isNamed);
        };
    }

    private static LanePlace ofWaiting(InstanceLane lane, StatePoller statePoller, boolean isNamed) {
        PendingCommand first = lane.upcoming();
        if (first != null && first.isToEnd()) {
            return CANCELLING;
        } else if (lane.isPaused()) {
            return PAUSED;
        } else if (!isNamed) {
            return INSTANCE_MISSING;
        } else if (lane.isAnnouncing()) {
            return ANNOUNCED;
        } else if (lane.settingsRequest().isAwaited() || lane.settingsRequest().isPlanned()) {
            return SETTINGS_ASKED;
        }
        return statePoller.isPlanned(lane.status()) ? STATE_ASKED : NOWHERE;
    }
}
