package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.container.Brokers;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A trace goes from the producer's record to the API's request and to the reply, with an SDK in the process and without. */
@Timeout(120)
class TraceIT {
    private static final String TOKEN = "d75b3a66374942c5b3c019c698abc206";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @TempDir
    Path folder;

    private final String prefix = Brokers.prefix();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final DisposableServer api = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                String method = request.uri().split("/", 4)[2];
                headers.put(method, String.valueOf(request.requestHeaders().get("traceparent")));
                return response.sendString(Mono.just("{\"idMessage\":\"3EB0\"}"));
            })
            .bindNow();
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        GlobalOpenTelemetry.resetForTest();
        stage = Stage.set(folder, Brokers.shared(), prefix, """
                instances: [{id: "1101000001", token: "%s", api-url: "http://127.0.0.1:%d"}]
                """.formatted(TOKEN, api.port()));
        assertThat(stage.run("topics", "--partitions", "1", "--replication", "1"))
                .isZero();
    }

    @AfterEach
    void close() {
        api.disposeNow();
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void withoutAnSdkTheProducersTraceIsPassedOn() throws Exception {
        try (Worker worker = stage.worker()) {
            assertThat(worker.port()).isPositive();
            produce();
            assertThat(reply()).isEqualTo(PARENT);
        }
        assertThat(headers).containsEntry("sendTextStatus", PARENT).containsEntry("getSettings", "null");
    }

    @Test
    void withAnSdkTheCallIsASpanOfThatTrace() throws Exception {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        SdkTracerProvider tracers = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
        try (OpenTelemetrySdk sdk =
                OpenTelemetrySdk.builder().setTracerProvider(tracers).build()) {
            GlobalOpenTelemetry.set(sdk);
            try (Worker worker = stage.worker()) {
                assertThat(worker.port()).isPositive();
                produce();
                assertThat(reply()).as("the producer's own").isEqualTo(PARENT);
            }
            assertOneTrace(spans.getFinishedSpanItems());
        }
    }

    private void assertOneTrace(List<SpanData> spans) {
        assertThat(spans).extracting(SpanData::getName).contains("process " + prefix + ".commands", "wait");
        SpanData call = spans.stream()
                .filter(span -> span.getName().startsWith("POST "))
                .findFirst()
                .orElseThrow();
        assertThat(spans).allMatch(span -> span.getTraceId().equals(TRACE));
        assertThat(headers.get("sendTextStatus")).startsWith("00-" + TRACE + "-" + call.getSpanId());
        assertThat(spans.toString()).doesNotContain(TOKEN);
    }

    private void produce() throws Exception {
        String command = "{\"idInstance\":\"1101000001\",\"method\":\"sendTextStatus\",\"body\":{\"message\":\"Hi\"}}";
        try (KafkaProducer<byte[], byte[]> producer =
                Clients.producer(stage.settings().kafka(), null)) {
            var record = new ProducerRecord<byte[], byte[]>(
                    stage.settings().topics().commands(), "1101000001".getBytes(UTF_8), command.getBytes(UTF_8));
            record.headers().add("traceparent", PARENT.getBytes(UTF_8));
            producer.send(record).get();
        }
    }

    /* The trace that the reply names. */
    private String reply() {
        List<ConsumerRecord<byte[], byte[]>> replies = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            TopicReader.read(
                    stage.settings().kafka(), stage.settings().topics().results(), Instant.EPOCH, replies::add);
            return !replies.isEmpty();
        });
        return String.valueOf(ReplyWatch.text(replies.getFirst(), "traceparent"));
    }
}
