package io.metronome.emulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that has arrived.
 *
 * @param sequence its place among all calls of the emulator, in the order of arrival
 * @param arrivalNanos the time at which the last byte of the request was read, on the monotonic clock
 * @param arrivedAt that time on the calendar
 * @param status the status of the answer, even if a fault cut the connection
 * @param cut the moment at which a fault cut the connection, or null
 * @param idMessage the id of the message, or null
 * @param bodyHash 64-bit FNV-1a of the body's bytes; equal for equal bodies
 * @param body the body as UTF-8; null if it is over 2 kB, or over the retention limits
 */
public record RecordedCall(
        long sequence,
        String idInstance,
        String method,
        long arrivalNanos,
        Instant arrivedAt,
        int status,
        @Nullable Cut cut,
        @Nullable String idMessage,
        long bodyHash,
        @Nullable String body) {

    /** The longest body that is kept, in bytes. */
    static final int BODY_KEPT = 2_048;

    boolean accepted() {
        return status == 200 && cut != Cut.BEFORE_REQUEST;
    }
}
