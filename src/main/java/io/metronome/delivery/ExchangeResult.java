package io.metronome.delivery;

import io.netty.handler.codec.http.HttpHeaders;

/** The end of one HTTP exchange, before its meaning is decided. */
sealed interface ExchangeResult {

    /**
     * An answer came: all of it, or its first {@link Exchange#BODY_LIMIT} bytes.
     *
     * @param body empty when there was none
     */
    record Answered(int status, HttpHeaders headers, byte[] body) implements ExchangeResult {}

    /** Certainly not one byte of the request was written. */
    record NotWritten(String detail) implements ExchangeResult {}

    /**
     * Bytes were written, or may have been, and no whole answer came.
     *
     * @param status the status when the answer broke off behind its status line, else 0
     */
    record Unanswered(int status, String detail) implements ExchangeResult {}

    /** The gate was closed: not one byte was written. */
    record Withheld() implements ExchangeResult {}
}
