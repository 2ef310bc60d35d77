package io.metronome.dispatch.instance;

import io.metronome.dispatch.view.Why;
import org.jspecify.annotations.Nullable;

/** Puts the reason why a command waits into fields and a sentence. Pure. */
final class WaitViews {
    private static final int LONGEST_DETAIL = 500;

    private WaitViews() {}

    static Why of(Turn turn) {
        return new Why(
                word(turn.reason()),
                turn.until(),
                turn.ahead(),
                detail(turn.reason()),
                turn.expectedAt(),
                WaitSentences.of(turn));
    }

    /** The word for machines. It is a part of the API. */
    static String word(WaitReason reason) {
        return switch (reason) {
            case WaitReason.Ready ready -> "READY";
            case WaitReason.NotBefore notBefore -> "NOT_BEFORE";
            case WaitReason.Retry retry -> "RETRY";
            case WaitReason.Paced paced -> "PACE";
            case WaitReason.OutOfHours out -> "HOURS";
            case WaitReason.CapReached reached -> "DAILY_CAP";
            // The one ahead is being called: from its departure on the pace counts.
            case WaitReason.BehindOthers behind -> "PACE";
            case WaitReason.MethodLimit limit -> "METHOD_LIMIT";
            case WaitReason.DelayUnknown unknown -> "DELAY_UNKNOWN";
            case WaitReason.Held held -> "HELD";
            case WaitReason.Paused paused -> "PAUSED";
            case WaitReason.Cancelling cancelling -> "CANCELLING";
            case WaitReason.StateAsked asked -> "STATE_ASKED";
            case WaitReason.HostPaused paused -> "HOST_PAUSED";
            case WaitReason.HostProbed probed -> "HOST_PROBED";
            case WaitReason.HostFull full -> "HOST_FULL";
            case WaitReason.NoCapacity none -> "NO_CAPACITY";
            case WaitReason.NoLease none -> "NO_LEASE";
            case WaitReason.Unsaved unsaved -> "UNSAVED";
            case WaitReason.Announcing announcing -> "ANNOUNCING";
            case WaitReason.Restoring restoring -> "RESTORING";
            case WaitReason.TakeoverWait wait -> "TAKEOVER";
            case WaitReason.InstanceMissing missing -> "INSTANCE_MISSING";
            case WaitReason.UnknownInstance unknown -> "UNKNOWN_INSTANCE";
            case WaitReason.InFlight inFlight -> "IN_FLIGHT";
            case WaitReason.Confirming confirming -> "CONFIRMING";
        };
    }

    private static @Nullable String detail(WaitReason reason) {
        String detail = "";
        if (reason instanceof WaitReason.Held held) {
            detail = held.detail();
        } else if (reason instanceof WaitReason.Paused paused) {
            detail = paused.reason();
        } else if (reason instanceof WaitReason.StateAsked asked) {
            detail = asked.detail();
        }
        return detail.isBlank() ? null : shortened(detail);
    }

    /** A text for people that is not too long for a page. */
    static String shortened(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
    }
}
