package io.metronome.dispatch.loop;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Instance;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Follows a command from its producer to the API. A port: without a tracer the trace context is only passed on. */
public interface Tracing {
    /** The key of {@link SpanIds} in the context of the subscriber of a call. Without it the call has no sampled span. */
    String SPAN = "span";

    /** Sends the trace context of the command along with the call; costs nothing where there is none. */
    Tracing PASSING = Tracing::passed;

    /**
     * Puts what watches it around a call. Told on the dispatcher's thread right before the call begins; the call ends on
     * an event loop.
     *
     * @param call not subscribed to yet; its answer must come through unchanged
     * @param receivedAt when the command was read from Kafka, milliseconds since the epoch
     * @param attempts calls made for the command before this one
     */
    Mono<Answer> around(
            Mono<Answer> call,
            Instance instance,
            CommandRecord commandRecord,
            Command command,
            long receivedAt,
            int attempts);

    /** The ids of the span of a call that is sampled, in hexadecimal digits. */
    record SpanIds(String traceId, String spanId) {}

    private static Mono<Answer> passed(
            Mono<Answer> call,
            Instance instance,
            CommandRecord commandRecord,
            Command command,
            long receivedAt,
            int attempts) {
        String parent = Traceparent.in(commandRecord);
        return parent == null ? call : call.contextWrite(context -> context.put(Api.TRACEPARENT, parent));
    }

    /** The header by which W3C's Trace Context, level 1, names a trace and the span it goes on from. */
    final class Traceparent {
        private static final Pattern FORM =
                Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

        private Traceparent() {}

        /** The header of that record; null when it is missing or has another form, which is never sent. */
        public static @Nullable String in(CommandRecord commandRecord) {
            String text = commandRecord.headers().isEmpty() ? null : commandRecord.header(Api.TRACEPARENT);
            return text != null && FORM.matcher(text).matches() ? text : null;
        }
    }
}
