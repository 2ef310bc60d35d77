package io.metronome.delivery;

import io.metronome.command.Method;
import io.metronome.command.Method.Promise;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One HTTP answer. Its message is worked out at the first use. Pure. For one thread. */
final class ApiResponse {
    static final int DETAIL_LIMIT = 500;

    private final Promise promise;
    private final boolean needsStatusAccess;
    private final int status;
    private final Function<String, @Nullable String> header;
    private final byte[] body;
    private final TokenRedaction redaction;
    private @Nullable String message;

    /** @param header a header's value by its name in any case, or null */
    ApiResponse(
            Method method,
            int status,
            Function<String, @Nullable String> header,
            byte[] body,
            TokenRedaction redaction) {
        this(method.promise(), method.needsStatusAccess(), status, header, body, redaction);
    }

    /** The answer to a method that no command can name, and that promises nothing. */
    ApiResponse(int status, Function<String, @Nullable String> header, byte[] body, TokenRedaction redaction) {
        this(Promise.NOTHING, false, status, header, body, redaction);
    }

    private ApiResponse(
            Promise promise,
            boolean needsStatusAccess,
            int status,
            Function<String, @Nullable String> header,
            byte[] body,
            TokenRedaction redaction) {
        this.promise = promise;
        this.needsStatusAccess = needsStatusAccess;
        this.status = status;
        this.header = header;
        this.body = body;
        this.redaction = redaction;
    }

    Promise promise() {
        return promise;
    }

    /** Whether an instance without access to statuses may not call the method. */
    boolean needsStatusAccess() {
        return needsStatusAccess;
    }

    int status() {
        return status;
    }

    @Nullable
    String header(String name) {
        return header.apply(name);
    }

    byte[] body() {
        return body;
    }

    TokenRedaction redaction() {
        return redaction;
    }

    /** The API's message for people, without a token. Empty when there is none. */
    String message() {
        if (message == null) {
            message = redaction.of(ErrorText.of(body, header("content-type")));
        }
        return message;
    }

    /** Whether the message contains that phrase, given in lower case, in any case. */
    boolean says(String phrase) {
        return message().toLowerCase(Locale.ROOT).contains(phrase);
    }

    /** The meaning, then the API's message, 500 characters at most. */
    String detail(String meaning) {
        String whole = message().isEmpty() ? meaning : meaning + ": " + message();
        return ErrorText.cut(whole, DETAIL_LIMIT);
    }
}
