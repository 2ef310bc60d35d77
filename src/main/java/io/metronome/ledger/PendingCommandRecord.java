package io.metronome.ledger;

import io.metronome.command.CommandRecord;
import io.metronome.command.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A command that was read and has not ended.
 *
 * @param receivedAt when it was read from Kafka, milliseconds since the epoch
 * @param attempts calls tried so far
 * @param failures those of them that count against the limit
 * @param retryAt not to be tried before, milliseconds since the epoch; 0 when it was not tried
 * @param unknown whether the outcome of one of its calls is unknown
 * @param announced whether a call that must not be repeated was about to start: if nothing newer says what became of it,
 *     it may have been made
 * @param accepted what the API answered to a setSettings that has yet to show, null for all others: it is not to be
 *     called again
 */
public record PendingCommandRecord(
        CommandRecord commandRecord,
        long receivedAt,
        int attempts,
        int failures,
        long retryAt,
        boolean unknown,
        boolean announced,
        Outcome.@Nullable Accepted accepted) {

    /** A command that the API has not accepted. */
    public PendingCommandRecord(
            CommandRecord commandRecord,
            long receivedAt,
            int attempts,
            int failures,
            long retryAt,
            boolean unknown,
            boolean announced) {
        this(commandRecord, receivedAt, attempts, failures, retryAt, unknown, announced, null);
    }
}
