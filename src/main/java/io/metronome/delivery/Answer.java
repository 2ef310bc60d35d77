package io.metronome.delivery;

import org.jspecify.annotations.Nullable;

/** The result of one call. The API's refusals are values. No answer of the API is an exception. */
public sealed interface Answer {

    /** The HTTP status, 0 when no answer came. */
    int status();

    /** The API's message without a token, for people. Empty when there is none. */
    default String detail() {
        return "";
    }

    /**
     * Status 200 with everything that the method promises.
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

    /** Refused for good: another call would be refused again. */
    record Refused(int status, String detail) implements Answer {}

    /**
     * Certainly not accepted, and worth another try: nothing was written, or the API said so.
     *
     * @param status the HTTP status, 0 when nothing was written
     * @param afterMillis how long the API wants no other call, 0 when it did not say
     * @param throttled whether the API named the rate of this method as the cause (429)
     */
    record Again(int status, String detail, long afterMillis, boolean throttled) implements Answer {}

    /**
     * Certainly not accepted, and no other command of the instance would be: the instance has to recover first.
     *
     * @param status the HTTP status, 400 or more
     */
    record Held(int status, String detail, HoldReason reason) implements Answer {}

    /**
     * Status 403 to a method that needs a special access. It is a refusal for good, unless getStateInstance is answered
     * by 403, too. In that case the instance is the cause.
     */
    record Forbidden(String detail) implements Answer {
        @Override
        public int status() {
            return 403;
        }
    }

    /**
     * The request was written, perhaps in part, and no answer says whether it was accepted.
     *
     * @param status the HTTP status (499, 500, 502, 504), 0 when no answer came at all
     */
    record Unknown(int status, String detail) implements Answer {}

    /** The gate was closed when the connection was there. Not one byte was written, and the call does not count. */
    record Withheld() implements Answer {
        @Override
        public int status() {
            return 0;
        }
    }
}
