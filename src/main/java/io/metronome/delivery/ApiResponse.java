package io.metronome.delivery;

import io.metronome.command.Method;
import io.metronome.command.Method.Promise;
import io.metronome.delivery.ExchangeResult.Answered;
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
    private final @Nullable String broken;
    private @Nullable String message;

    /** @param header a header's value by its name in any case, or null */
    ApiResponse(
            Method method,
            int status,
            Function<String, @Nullable String> header,
            byte[] body,
            TokenRedaction redaction) {
        this(method.promise(), method.needsStatusAccess(), status, header, body, redaction, null);
    }

    /** The answer to a call. */
    ApiResponse(Method method, Answered answer, TokenRedaction redaction) {
        this(
                method.promise(),
                method.needsStatusAccess(),
                answer.status(),
                answer.headers()::get,
                answer.body(),
                redaction,
                answer.broken());
    }

    /** The answer to a method that no command can name, and that promises nothing. */
    ApiResponse(Answered answer, TokenRedaction redaction) {
        this(Promise.NOTHING, false, answer.status(), answer.headers()::get, answer.body(), redaction, answer.broken());
    }

    private ApiResponse(
            Promise promise,
            boolean needsStatusAccess,
            int status,
            Function<String, @Nullable String> header,
            byte[] body,
            TokenRedaction redaction,
            @Nullable String broken) {
        this.promise = promise;
        this.needsStatusAccess = needsStatusAccess;
        this.status = status;
        this.header = header;
        this.body = body;
        this.redaction = redaction;
        this.broken = broken;
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

    /** The body as text, without a byte-order mark. */
    String text() {
        return AnswerText.of(body, header("content-type"));
    }

    /** Whether the end of the answer came, too. */
    boolean isWhole() {
        return broken == null;
    }

    /** Whether the status says that the request was accepted. */
    boolean isGood() {
        return status >= 200 && status <= 299;
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
        String end = broken == null ? meaning : meaning + ", " + redaction.of(broken);
        String whole = message().isEmpty() ? end : end + ": " + message();
        return ErrorText.cut(whole, DETAIL_LIMIT);
    }
}
