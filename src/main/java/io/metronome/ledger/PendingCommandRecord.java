package io.metronome.ledger;

import io.metronome.command.CommandRecord;
import io.metronome.command.Outcome;
import io.metronome.command.ParsedFields;
import org.jspecify.annotations.Nullable;

/**
 * A command that was read and has not ended.
 *
 * @param receivedAt when the command was read from Kafka, milliseconds since the epoch
 * @param attempts calls tried so far
 * @param failures attempts that count against the limit
 * @param retryAt the earliest next attempt, milliseconds since the epoch; 0 when the command was not tried
 * @param unknown whether the outcome of one of its calls is unknown
 * @param announced whether a call that must not be repeated was about to start. If no newer record says what became of
 *     the call, it may have been made
 * @param accepted the API's answer to a setSettings that does not show yet, null for all others. Such a command is not
 *     called again
 * @param parsed the fields of the command, so that its JSON need not be parsed again; null where they are not known
 */
public record PendingCommandRecord(
        CommandRecord commandRecord,
        long receivedAt,
        int attempts,
        int failures,
        long retryAt,
        boolean unknown,
        boolean announced,
        Outcome.@Nullable Accepted accepted,
        @Nullable ParsedFields parsed) {
    private static final int PARSED = 48;
    private static final int BESIDE_RECORD = 640;
    /* With the origin of a forwarded record, and its header that does not count. */
    private static final int BESIDE_CONTENT = 192;

    /** A restored command costs more heap than that. */
    static final long LEAST_HEAP_BYTES = BESIDE_RECORD;

    /** A command that the API has not accepted. */
    public PendingCommandRecord(
            CommandRecord commandRecord,
            long receivedAt,
            int attempts,
            int failures,
            long retryAt,
            boolean unknown,
            boolean announced) {
        this(commandRecord, receivedAt, attempts, failures, retryAt, unknown, announced, null, null);
    }

    /** The bytes of heap that a restored command costs at most, its timers and its id included. */
    public long heapBytes() {
        return (long) commandRecord.heapBytes()
                + BESIDE_RECORD
                + (accepted == null ? 0 : accepted.heapBytes())
                + (parsed == null ? 0 : PARSED + parsed.fields().length);
    }

    /** The bytes that it takes in the ledger at most. */
    public long ledgerBytes() {
        return BESIDE_CONTENT
                + commandRecord.contentBytes()
                + (accepted == null ? 0 : accepted.heapBytes())
                + (parsed == null ? 0 : parsed.fields().length);
    }

    /** A copy without the command's content, for a ledger that refuses the content. */
    PendingCommandRecord withoutContent(String why) {
        return new PendingCommandRecord(
                commandRecord.withoutContent(why),
                receivedAt,
                attempts,
                failures,
                retryAt,
                unknown,
                announced,
                accepted == null ? null : accepted.withoutResponse(),
                null);
    }
}
