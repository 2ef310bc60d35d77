package io.metronome.dispatch.instance;

import io.metronome.command.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A setSettings that the API has accepted and that getSettings does not show yet.
 *
 * @param until it ends at that moment at the latest, monotonic nanoseconds
 */
public record AcceptedSettings(Outcome.Accepted outcome, long until) {
    /* A longer response would make the command's record in the ledger too large. */
    private static final int LONGEST_RESPONSE = 4_096;

    /** The outcome as the next owner of the partition needs it; null for a command that was not accepted. */
    static Outcome.@Nullable Accepted forTheLedger(@Nullable AcceptedSettings accepted) {
        if (accepted == null) {
            return null;
        }
        byte[] response = accepted.outcome().response();
        boolean isShort = response == null || response.length <= LONGEST_RESPONSE;
        return isShort ? accepted.outcome() : accepted.outcome().withoutResponse();
    }
}
