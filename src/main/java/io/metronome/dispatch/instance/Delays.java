package io.metronome.dispatch.instance;

import io.metronome.ledger.MonotonicMoment;
import io.metronome.ledger.RecordedDelay;
import io.metronome.pacing.Pace;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of the delay of an instance: the next owner of the partition relies on one that was read lately,
 * and not on one that a setSettings may have changed. The ledger therefore learns of a setSettings before its call.
 */
final class Delays {
    private Delays() {}

    /** Whether the next owner should know the delay, or the doubt about it, of an instance that needs no record otherwise. */
    static boolean isKept(InstanceLane lane) {
        boolean isRead = lane.pace().isKnown() && lane.delayReading().isCurrent();
        return lane.partition().keepsDelays() && (isRead || isInDoubt(lane));
    }

    /** Whether a setSettings is announced, under way, or has not shown. */
    static boolean isInDoubt(InstanceLane lane) {
        boolean isOpen =
                lane.settingsChange().leavesDoubt() && !lane.delayReading().isConfigured();
        return isOpen || mayHaveChanged(lane);
    }

    /** Whether a setSettings with a delay is announced, under way, or was called and nothing was read since. */
    static boolean mayHaveChanged(InstanceLane lane) {
        return !lane.delayReading().isConfigured() && (lane.delayReading().isDoubted() || wanted(lane) > 0);
    }

    /** The longest of the delays that may count, milliseconds. */
    static int longest(InstanceLane lane) {
        return Math.max(lane.pace().delayMillis(), Math.max(lane.pace().formerMillis(), wanted(lane)));
    }

    /** Whether the ledger has to learn, before that command's call, that the delay may change. */
    static boolean mustBeDoubted(InstanceLane lane, PendingCommand pending) {
        return pending.wantedDelayMillis() > 0 && !lane.delayReading().isConfigured();
    }

    /** The delay in the lane's pace record. */
    static RecordedDelay<MonotonicMoment> of(InstanceLane lane) {
        Pace pace = lane.pace();
        DelayReading reading = lane.delayReading();
        if (isInDoubt(lane)) {
            OptionalInt known = pace.isKnown() ? OptionalInt.of(pace.delayMillis()) : OptionalInt.empty();
            return new RecordedDelay.DoubtedDelay<>(known, longest(lane));
        }
        if (!pace.isKnown()) {
            return new RecordedDelay.NoDelay<>(pace.formerMillis());
        }
        return reading.isCurrent()
                ? new RecordedDelay.DatedDelay<>(pace.delayMillis(), new MonotonicMoment(reading.readAt()))
                : new RecordedDelay.UndatedDelay<>(pace.delayMillis());
    }

    /* The delay that a setSettings asks for which is announced or under way, 0 for none. */
    private static int wanted(InstanceLane lane) {
        return Math.max(wanted(lane.announced()), wanted(lane.inFlight()));
    }

    private static int wanted(@Nullable PendingCommand pending) {
        return pending == null ? 0 : pending.wantedDelayMillis();
    }
}
