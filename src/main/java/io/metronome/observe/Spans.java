package io.metronome.observe;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Instance;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import io.metronome.dispatch.loop.Tracing;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Locale;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Spans by OpenTelemetry's semantic conventions for messaging. Each attempt of a command is a span, from the arrival of
 * the command to the answer; the span of a further attempt begins with the call. Its parent is the span of the
 * producer, where the command has a {@code traceparent}. Its children are the waiting time and the API call.
 */
public final class Spans implements Tracing {
    private static final String SCOPE = "io.metronome";
    private static final TextMapGetter<CommandRecord> HEADERS =
            (commandRecord, name) -> commandRecord == null ? null : commandRecord.header(name);

    private final Tracer tracer;
    private final String group;

    private Spans(Tracer tracer, String group) {
        this.tracer = tracer;
        this.group = group;
    }

    /**
     * Uses the agent or the SDK of the process; {@link Tracing#PASSING} where there is neither. Call it once.
     *
     * @param group the id of the consumer group
     */
    public static Tracing ofGlobal(String group) {
        return of(GlobalOpenTelemetry.get(), group);
    }

    static Tracing of(OpenTelemetry telemetry, String group) {
        return telemetry.getTracerProvider().equals(TracerProvider.noop())
                ? Tracing.PASSING
                : new Spans(telemetry.getTracer(SCOPE), group);
    }

    @Override
    public Mono<Answer> around(
            Mono<Answer> call,
            Instance instance,
            CommandRecord commandRecord,
            Command command,
            long receivedAt,
            int attempts) {
        Context producer = W3CTraceContextPropagator.getInstance().extract(Context.root(), commandRecord, HEADERS);
        SpanBuilder begun = process(commandRecord, command, attempts).setParent(producer);
        Span process = attempts == 0
                ? begun.setStartTimestamp(receivedAt, MILLISECONDS).startSpan()
                : begun.startSpan();
        Context within = producer.with(process);
        if (attempts == 0) {
            tracer.spanBuilder("wait")
                    .setParent(within)
                    .setStartTimestamp(receivedAt, MILLISECONDS)
                    .startSpan()
                    .end();
        }
        ApiSpan api = ApiSpan.start(tracer, within, instance, command.method());
        String traceparent = traceparent(api.context());
        return call.contextWrite(
                        context -> context.put(Api.TRACEPARENT, traceparent).putAllMap(ids(api.context())))
                .doOnNext(answer -> end(api, process, answer))
                .doOnError(failure -> end(api, process, new Answer.Unknown(0, "")));
    }

    /* The header of the API call. The API does not use a tracestate. */
    private static String traceparent(SpanContext span) {
        return "00-" + span.getTraceId() + '-' + span.getSpanId() + '-'
                + span.getTraceFlags().asHex();
    }

    private static Map<String, SpanIds> ids(SpanContext span) {
        return span.isSampled() ? Map.of(SPAN, new SpanIds(span.getTraceId(), span.getSpanId())) : Map.of();
    }

    private SpanBuilder process(CommandRecord commandRecord, Command command, int attempts) {
        String topic = commandRecord.source().topic();
        return tracer.spanBuilder("process " + topic)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.name", "process")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.consumer.group.name", group)
                .setAttribute("messaging.destination.name", topic)
                .setAttribute(
                        "messaging.destination.partition.id",
                        Integer.toString(commandRecord.source().partition()))
                .setAttribute("messaging.kafka.offset", commandRecord.source().offset())
                .setAttribute("messaging.message.id", command.id())
                .setAttribute("metronome.instance", command.instance())
                .setAttribute("metronome.method", command.method().name())
                .setAttribute("metronome.priority", command.priority().name().toLowerCase(Locale.ROOT))
                .setAttribute("metronome.attempt", attempts + 1L);
    }

    private static void end(ApiSpan api, Span process, Answer answer) {
        api.end(answer);
        ApiSpan.judge(process, answer);
        process.end();
    }
}
