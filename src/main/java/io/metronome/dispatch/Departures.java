package io.metronome.dispatch;

import io.metronome.ledger.Departure;
import io.metronome.pacing.Pace;

/**
 * Which departures the ledger must remember: those whose gap is longer than the second that every new owner waits
 * anyway. Touched on the dispatcher's thread only.
 */
final class Departures {
    private static final int SHORT_GAP_MILLIS = 1_000;

    private Departures() {}

    /** Looks at the lane's last departure after it, or its delay, changed. */
    static void note(OwnedLane lane) {
        Pace pace = lane.pace();
        if (lane.hasDeparted() && (!pace.isKnown() || pace.gapMillis() > SHORT_GAP_MILLIS)) {
            remember(lane, delay(lane), pace.typingMillis());
            lane.remembered(true);
        } else if (lane.isRemembered()) {
            lane.partition().news().departed(forgotten(lane.instance()));
            lane.remembered(false);
        }
    }

    /** The lane's delay as the ledger is told. */
    static int delay(OwnedLane lane) {
        return lane.pace().isKnown() ? lane.pace().delayMillis() : Departure.UNKNOWN;
    }

    /** What the ledger is told of an instance that nothing need be remembered of. */
    static Departure forgotten(String instance) {
        return new Departure(instance, 0, Departure.FORGET, 0);
    }

    private static void remember(OwnedLane lane, int delayMillis, int typingMillis) {
        lane.partition()
                .news()
                .departed(new Departure(
                        lane.instance(), Math.max(0, lane.pace().departedAt()), delayMillis, typingMillis));
    }
}
