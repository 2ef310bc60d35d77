package io.metronome.command;

import org.jspecify.annotations.Nullable;

/**
 * A valid send command: the values that the worker needs for its decisions. The bytes stay in the record.
 *
 * @param id the producer's id, 1 to 128 characters, or the record's {@link Source#id()}
 * @param ownId whether the producer gave the id
 * @param instance the instance's id
 * @param method what to call
 * @param bodyStart where the body begins in the record's value, in bytes
 * @param bodyLength the length of the body in bytes
 * @param notBefore milliseconds since the epoch, {@link Long#MIN_VALUE} when the producer named none
 * @param expiresAt milliseconds since the epoch, {@link Long#MAX_VALUE} when the producer named none
 * @param typingMillis the typing time that the call adds to the gap behind it, 0 when none
 * @param delayMillis the {@code delaySendMessagesMilliseconds} that a setSettings asks for, 0 when none
 * @param replyTo where the result goes instead of the results topic, or null
 */
public record Command(
        String id,
        boolean ownId,
        String instance,
        Method method,
        int bodyStart,
        int bodyLength,
        Priority priority,
        long notBefore,
        long expiresAt,
        OnUnknown onUnknown,
        int typingMillis,
        int delayMillis,
        @Nullable ReplyTo replyTo) {
    private static final int OBJECT = HeapBytes.ofFields(57);

    /** The bytes of heap that the command costs beside its record. The instance's id is shared. */
    public int heapBytes() {
        return OBJECT + HeapBytes.of(id) + (replyTo == null ? 0 : replyTo.heapBytes());
    }

    /**
     * The reply topic that the command's headers name.
     *
     * @param partition the partition they name, or null to leave it to the key
     */
    public record ReplyTo(String topic, @Nullable Integer partition) {
        private static final int OBJECTS = HeapBytes.ofFields(8) + HeapBytes.ofFields(4);

        /** The bytes of heap that it costs. */
        public int heapBytes() {
            return OBJECTS + HeapBytes.of(topic);
        }
    }
}
