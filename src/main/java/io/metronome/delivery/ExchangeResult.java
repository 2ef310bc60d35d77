package io.metronome.delivery;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The end of one HTTP exchange, before its meaning is decided. */
sealed interface ExchangeResult {

    /**
     * An answer came: all of it, its first {@link Exchange#BODY_LIMIT} bytes, or what there was before it broke off.
     *
     * @param body decompressed, empty when there was none
     * @param broken why the end is missing, null when it is not
     */
    record Answered(
            int status,
            HttpHeaders headers,
            byte[] body,
            @Nullable String broken) implements ExchangeResult {
        boolean isWhole() {
            return broken == null;
        }

        /** Whether the status says that the request was accepted. */
        boolean isGood() {
            return status >= 200 && status <= 299;
        }
    }

    /** Certainly not one byte of the request was written. */
    record NotWritten(String detail) implements ExchangeResult {}

    /** Bytes were written, or may have been, and no answer came. */
    record Unanswered(String detail) implements ExchangeResult {}

    /** The gate was closed: not one byte was written. */
    record Withheld() implements ExchangeResult {}
}
