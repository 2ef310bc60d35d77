package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.pacing.Pace;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the turn of one command, at one moment. A value. {@link WaitSentences} and {@link WaitViews} explain
 * it.
 *
 * @param reason why the first command of its lane waits; of a command that is not in a lane, why it waits itself
 * @param now monotonic nanoseconds
 * @param nowMillis the calendar at that moment
 * @param ahead commands that go first, the one in flight included
 * @param aheadMillis the time from the turn of the first one until its own
 * @param delayMillis the delay of the instance; 0 while it is not known
 * @param isGuessed whether that is only the fallback
 * @param heldUntil when the API said that the hold ends, milliseconds since the epoch; null where it did not
 */
record Turn(
        WaitReason reason,
        long now,
        long nowMillis,
        int ahead,
        long aheadMillis,
        int delayMillis,
        boolean isGuessed,
        @Nullable Long heldUntil) {

    /** The moment by the calendar; null for one that nobody knows. */
    @Nullable
    Long calendar(long nanos) {
        if (nanos == Pace.FAR || nanos == Pace.NEVER) {
            return null;
        }
        return nowMillis + NANOSECONDS.toMillis(nanos - now + MILLISECONDS.toNanos(1) - 1);
    }

    /** When the reason may be over, milliseconds since the epoch; null where time alone does not end it. */
    @Nullable
    Long until() {
        return switch (reason) {
            case WaitReason.NotBefore notBefore -> notBefore.untilMillis();
            case WaitReason.Paused paused ->
                paused.untilMillis() == Long.MAX_VALUE ? null : Long.valueOf(paused.untilMillis());
            case WaitReason.Held held -> held.until() == Pace.FAR ? heldUntil : calendar(held.until());
            default -> calendar(reason.until());
        };
    }

    /**
     * When the call of the command is expected to start, milliseconds since the epoch: when the first command of its lane
     * may go, and the gaps behind those that go first. Null where that cannot be known.
     */
    @Nullable
    Long expectedAt() {
        Long first = firstTurn();
        return first == null || !isPaceKnown() ? null : Math.max(first, nowMillis) + aheadMillis;
    }

    private boolean isPaceKnown() {
        return ahead == 0 || delayMillis > 0;
    }

    private @Nullable Long firstTurn() {
        return switch (reason) {
            case WaitReason.Ready ready -> nowMillis;
            case WaitReason.BehindOthers behind -> nowMillis;
            case WaitReason.Announcing announcing -> nowMillis;
            case WaitReason.NotBefore notBefore -> notBefore.untilMillis();
            case WaitReason.Paced paced -> until();
            case WaitReason.OutOfHours out -> until();
            case WaitReason.CapReached reached -> until();
            case WaitReason.Retry retry -> until();
            case WaitReason.MethodLimit limit -> until();
            case WaitReason.HostPaused paused -> until();
            case WaitReason.TakeoverWait wait -> until();
            case WaitReason.Paused paused -> until();
            // One command is tried then; whether others follow depends on its answer.
            case WaitReason.Held held -> ahead == 0 || held.until() == Pace.FAR ? until() : null;
            case WaitReason.Cancelling cancelling -> null;
            case WaitReason.DelayUnknown unknown -> null;
            case WaitReason.StateAsked asked -> null;
            case WaitReason.HostProbed probed -> null;
            case WaitReason.HostFull full -> null;
            case WaitReason.NoCapacity none -> null;
            case WaitReason.NoLease none -> null;
            case WaitReason.Unsaved unsaved -> null;
            case WaitReason.Restoring restoring -> null;
            case WaitReason.InstanceMissing missing -> null;
            case WaitReason.UnknownInstance unknown -> null;
            case WaitReason.InFlight inFlight -> null;
            case WaitReason.Confirming confirming -> null;
        };
    }
}
