package io.metronome.command;

import org.jspecify.annotations.Nullable;

/** The end of a command. Each command has exactly one. */
public sealed interface Outcome {

    /** The bytes of heap that it costs. */
    int heapBytes();

    /**
     * The API took the command into its queue.
     *
     * @param idMessage the API's id of the message, null where it gives none
     * @param attempts calls made, 1 or more
     * @param receivedAt when it was read from Kafka, milliseconds since the epoch, as are all times here
     * @param dueAt the earliest moment that the instance's pace allowed
     * @param sentAt when the last byte of the request was written
     * @param completedAt when the answer was there
     * @param settingsConfirmed whether a later read of the settings showed them; null for other methods, or unasked
     * @param response the API's JSON answer as it came, null when it was empty
     */
    record Accepted(
            @Nullable String idMessage,
            int attempts,
            long receivedAt,
            long dueAt,
            long sentAt,
            long completedAt,
            @Nullable Boolean settingsConfirmed,
            byte @Nullable [] response)
            implements Outcome {
        private static final int OBJECT = HeapBytes.ofFields(48);

        @Override
        public int heapBytes() {
            return OBJECT + HeapBytes.of(idMessage) + HeapBytes.of(response);
        }

        /** A copy for a setSettings whose confirmation has ended. */
        public Accepted confirmed(boolean shown) {
            return new Accepted(idMessage, attempts, receivedAt, dueAt, sentAt, completedAt, shown, response);
        }

        /** A copy without the API's answer. */
        public Accepted withoutResponse() {
            return new Accepted(idMessage, attempts, receivedAt, dueAt, sentAt, completedAt, settingsConfirmed, null);
        }
    }

    /**
     * The command will not be sent, or not again.
     *
     * @param detail an explanation for people, with every token redacted
     * @param httpStatus the last answer's status, 0 where no call was answered
     * @param attempts calls made, 0 when none was
     * @param failedAt milliseconds since the epoch
     * @param duplicateOf {@code topic-partition-offset} of the first, DUPLICATE only
     */
    record Dead(
            Reason reason,
            String detail,
            int httpStatus,
            int attempts,
            long failedAt,
            @Nullable String duplicateOf) implements Outcome {
        private static final int OBJECT = HeapBytes.ofFields(28);

        @Override
        public int heapBytes() {
            return OBJECT + HeapBytes.of(detail) + HeapBytes.of(duplicateOf);
        }

        /** A copy with another explanation. */
        public Dead withDetail(String other) {
            return new Dead(reason, other, httpStatus, attempts, failedAt, duplicateOf);
        }
    }
}
