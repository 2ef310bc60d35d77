package io.metronome.delivery;

import io.metronome.command.Method;
import io.metronome.command.Method.Promise;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One HTTP answer, with what it says in words worked out when somebody asks. Pure; for one thread. */
final class ApiResponse {
    static final int DETAIL_LIMIT = 500;

    private final String method;
    private final Promise promise;
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
        this(method.name(), method.promise(), status, header, body, redaction);
    }

    /** The same of a method that no command can name. */
    ApiResponse(
            String method,
            Promise promise,
            int status,
            Function<String, @Nullable String> header,
            byte[] body,
            TokenRedaction redaction) {
        this.method = method;
        this.promise = promise;
        this.status = status;
        this.header = header;
        this.body = body;
        this.redaction = redaction;
    }

    /** As the API spells it. */
    String method() {
        return method;
    }

    Promise promise() {
        return promise;
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

    /** The API's message as people read it, without a token; empty when it said nothing. */
    String message() {
        if (message == null) {
            message = redaction.of(ErrorText.of(body, header("content-type")));
        }
        return message;
    }

    /** Whether the message holds that phrase, given in lower case, in any case. */
    boolean says(String phrase) {
        return message().toLowerCase(Locale.ROOT).contains(phrase);
    }

    /** What it means, then what the API said, 500 characters at most. */
    String detail(String meaning) {
        String whole = message().isEmpty() ? meaning : meaning + ": " + message();
        return ErrorText.cut(whole, DETAIL_LIMIT);
    }
}
