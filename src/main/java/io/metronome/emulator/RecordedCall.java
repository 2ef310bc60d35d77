package io.metronome.emulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call as it arrived.
 *
 * @param sequence its place among all calls of the emulator, in the order of arrival
 * @param arrivalNanos when the last byte of the request was read, on the monotonic clock
 * @param arrivedAt the same on the calendar
 * @param status what was answered, or would have been before a cut
 * @param cut where a fault cut the connection, or null
 * @param idMessage the id it was given, or null
 * @param bodyHash 64-bit FNV-1a of the body's bytes; equal for equal bodies
 * @param body the body as UTF-8; null where it is over 2 kB, or over what the emulator keeps in all
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
