package io.metronome.delivery;

import org.jspecify.annotations.Nullable;

/** What one call came to. The API's refusals are values; nothing the API can say is an exception. */
public sealed interface Answer {

    /** The HTTP status, 0 where no answer came. */
    int status();

    /** What the API said, in words and without a token; empty where there is nothing to say. */
    default String detail() {
        return "";
    }

    /**
     * 200 with what the method promises.
     *
     * @param idMessage null where the API gives none
     * @param response the JSON answer as it came, null when the body was empty
     */
    record Accepted(@Nullable String idMessage, byte @Nullable [] response) implements Answer {
        @Override
        public int status() {
            return 200;
        }
    }

    /** Refused for good: calling again would be refused again. */
    record Refused(int status, String detail) implements Answer {}

    /**
     * Certainly not taken, and worth another try: nothing was written, or the API said so.
     *
     * @param status the HTTP status, 0 when nothing was written
     * @param afterMillis the earliest the API wants to hear again, 0 when it did not say
     * @param throttled whether the API named the rate of this method as the cause (429)
     */
    record Again(int status, String detail, long afterMillis, boolean throttled) implements Answer {}

    /**
     * Certainly not taken, and no other command of the instance would be: its state has to get better first.
     *
     * @param status the HTTP status, 400 or more
     */
    record Held(int status, String detail, HoldReason reason) implements Answer {}

    /**
     * 403 to a method that takes an access of its own: refused for good, unless getStateInstance is answered by 403,
     * too; then it speaks of the instance.
     */
    record Forbidden(String detail) implements Answer {
        @Override
        public int status() {
            return 403;
        }
    }

    /**
     * The request was written, perhaps in part, and no answer tells what became of it.
     *
     * @param status the HTTP status (499, 500, 502, 504), 0 when no answer came at all
     */
    record Unknown(int status, String detail) implements Answer {}

    /** The gate was closed when the connection was there: not one byte was written, and the call does not count. */
    record Withheld() implements Answer {
        @Override
        public int status() {
            return 0;
        }
    }
}
