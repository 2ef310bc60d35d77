package io.metronome.observe;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Catalogue;
import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.OnUnknown;
import io.metronome.command.Priority;
import io.metronome.command.RecordHeader;
import io.metronome.command.Secret;
import io.metronome.command.Source;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import io.metronome.dispatch.loop.Tracing;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class SpansTest {
    @RegisterExtension
    static final OpenTelemetryExtension SDK = OpenTelemetryExtension.create();

    private static final String TOKEN = "d75b3a66374942c5b3c019c698abc206";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PRODUCER = "00f067aa0ba902b7";
    private static final long RECEIVED = 1_795_000_000_000L;
    private static final Answer ACCEPTED = new Answer.Accepted("3EB0", null);

    private final AtomicReference<@Nullable String> sent = new AtomicReference<>();

    @Test
    void theTryOfACommandIsAChildOfItsProducersSpan() {
        run(ACCEPTED, 0, RecordHeader.of("traceparent", "00-" + TRACE + "-" + PRODUCER + "-01"));
        SpanData process = span("process metronome.commands");
        assertThat(process.getTraceId()).isEqualTo(TRACE);
        assertThat(process.getParentSpanId()).isEqualTo(PRODUCER);
        assertThat(process.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(process.getStartEpochNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(RECEIVED));
        assertThat(process.getAttributes().asMap())
                .containsEntry(stringKey("messaging.system"), "kafka")
                .containsEntry(stringKey("messaging.operation.type"), "process")
                .containsEntry(stringKey("messaging.consumer.group.name"), "my-group")
                .containsEntry(stringKey("messaging.destination.name"), "metronome.commands")
                .containsEntry(stringKey("messaging.destination.partition.id"), "3")
                .containsEntry(longKey("messaging.kafka.offset"), 42L)
                .containsEntry(stringKey("messaging.message.id"), "my-id")
                .containsEntry(stringKey("metronome.outcome"), "accepted")
                .containsEntry(longKey("metronome.attempt"), 1L);
    }

    @Test
    void holdsTheWaitAndTheCall() {
        run(ACCEPTED, 0);
        SpanData process = span("process metronome.commands");
        SpanData waiting = span("wait");
        assertThat(waiting.getParentSpanId()).isEqualTo(process.getSpanId());
        assertThat(waiting.getStartEpochNanos()).isEqualTo(process.getStartEpochNanos());
        SpanData call = span("POST /v3/waInstance{idInstance}/sendTyping/{apiTokenInstance}");
        assertThat(call.getParentSpanId()).isEqualTo(process.getSpanId());
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(call.getAttributes().asMap())
                .containsEntry(stringKey("http.request.method"), "POST")
                .containsEntry(stringKey("server.address"), "3100.api.green-api.com")
                .containsEntry(longKey("server.port"), 443L)
                .containsEntry(longKey("http.response.status_code"), 200L)
                .containsEntry(stringKey("url.template"), "/v3/waInstance{idInstance}/sendTyping/{apiTokenInstance}");
        assertThat(sent.get()).matches("00-" + call.getTraceId() + "-" + call.getSpanId() + "-0[13]");
        assertThat(SDK.getSpans()).hasSize(3).allMatch(SpanData::hasEnded);
    }

    @Test
    void aFurtherTryDoesNotWaitAgain() {
        run(new Answer.Again(503, "busy", 0, false), 2);
        assertThat(SDK.getSpans()).hasSize(2);
        assertThat(span("process metronome.commands").getAttributes().get(longKey("metronome.attempt")))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"400, 400, refused", "0, unknown, unknown"})
    void tellsWhatWentWrong(int status, String type, String outcome) {
        run(status == 0 ? new Answer.Unknown(0, "no answer") : new Answer.Refused(status, "no such chat"), 0);
        for (SpanData span :
                List.of(span("process metronome.commands"), SDK.getSpans().get(1))) {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getAttributes().get(stringKey("error.type"))).isEqualTo(type);
            assertThat(span.getAttributes().get(stringKey("metronome.outcome"))).isEqualTo(outcome);
        }
    }

    @Test
    void endsItsSpansWhenACallFailsInAnUnforeseenWay() {
        Mono<Answer> broken = Mono.error(new IllegalStateException("http://host/waInstance1/x/" + TOKEN));
        assertThat(around(broken, 0).onErrorResume(it -> Mono.just(ACCEPTED)).block())
                .isEqualTo(ACCEPTED);
        assertThat(SDK.getSpans()).hasSize(3).allMatch(SpanData::hasEnded);
        assertNoToken();
    }

    @Test
    void neverHoldsTheToken() {
        run(ACCEPTED, 0);
        run(new Answer.Refused(401, "••••"), 0);
        assertNoToken();
        assertThat(SDK.getSpans()).noneMatch(span -> span.getAttributes().get(stringKey("url.full")) != null);
    }

    @Test
    void namesTheSpanOfTheCallForExemplars() {
        AtomicReference<Tracing.@Nullable SpanIds> ids = new AtomicReference<>();
        Mono<Answer> call = Mono.deferContextual(context -> {
            ids.set(context.getOrDefault(Tracing.SPAN, null));
            return Mono.just(ACCEPTED);
        });
        around(call, 0).block();
        SpanData api = span("POST /v3/waInstance{idInstance}/sendTyping/{apiTokenInstance}");
        assertThat(ids.get()).isEqualTo(new Tracing.SpanIds(api.getTraceId(), api.getSpanId()));
    }

    @Test
    void namesNoSpanForExemplarsThatIsNotSampled() {
        AtomicReference<Tracing.@Nullable SpanIds> ids = new AtomicReference<>();
        Mono<Answer> call = Mono.deferContextual(context -> {
            ids.set(context.getOrDefault(Tracing.SPAN, null));
            return Mono.just(ACCEPTED);
        });
        around(call, 0, RecordHeader.of("traceparent", "00-" + TRACE + "-" + PRODUCER + "-00"))
                .block();
        assertThat(ids.get()).isNull();
    }

    @Test
    void withoutAnSdkNothingIsWatched() {
        assertThat(Spans.of(OpenTelemetry.noop(), "g")).isSameAs(Tracing.PASSING);
        GlobalOpenTelemetry.resetForTest();
        assertThat(Spans.ofGlobal("g")).isSameAs(Tracing.PASSING);
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void anSdkOfTheProcessIsFound() {
        GlobalOpenTelemetry.resetForTest();
        GlobalOpenTelemetry.set(SDK.getOpenTelemetry());
        assertThat(Spans.ofGlobal("g")).isInstanceOf(Spans.class);
        GlobalOpenTelemetry.resetForTest();
    }

    private static void assertNoToken() {
        assertThat(SDK.getSpans())
                .isNotEmpty()
                .allSatisfy(span -> assertThat(span.toString()).doesNotContain(TOKEN));
    }

    private void run(Answer answer, int attempts, RecordHeader... headers) {
        Mono<Answer> call = Mono.deferContextual(context -> {
            sent.set(context.getOrDefault(Api.TRACEPARENT, null));
            return Mono.just(answer);
        });
        assertThat(around(call, attempts, headers).block()).isSameAs(answer);
    }

    private static Mono<Answer> around(Mono<Answer> call, int attempts, RecordHeader... headers) {
        Instance instance =
                new Instance("3100000001", "https://3100.api.green-api.com", new Secret(TOKEN), Messenger.MAX, null);
        CommandRecord commandRecord = new CommandRecord(
                "metronome.commands",
                3,
                42,
                99,
                null,
                null,
                List.of(headers),
                new Source("metronome.commands", 3, 42, 99));
        Command command = new Command(
                "my-id",
                true,
                instance.id(),
                Objects.requireNonNull(Catalogue.find("sendTyping")),
                0,
                0,
                Priority.NORMAL,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                OnUnknown.RESEND,
                0,
                0,
                null);
        return Spans.of(SDK.getOpenTelemetry(), "my-group")
                .around(call, instance, commandRecord, command, RECEIVED, attempts);
    }

    private static SpanData span(String name) {
        return SDK.getSpans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
