package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.observe.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientMetersTest {
    private static final String IN_FLIGHT = "kafka.producer.requests.in.flight";

    private final Meters meters = new Meters(List.of(), new PipelineStats(), "1.2.3");
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    private final WorkerThreads threads = new WorkerThreads(fatal::add);
    private final ClientMeters clients = new ClientMeters(meters, Set.of(), threads::watched);
    private final List<MeterRegistry> registry = new ArrayList<>();

    @AfterEach
    void close() {
        clients.close();
        meters.close();
    }

    @Test
    void showsAProducerUntilAnotherReplacesIt() {
        meters.bind(registry::add);
        Producer<byte[], byte[]> first = producer(3);
        assertThat(clients.shown("ledger", first)).isSameAs(first);
        assertThat(inFlight()).isEqualTo(3);

        clients.shown("ledger", producer(5));
        assertThat(inFlight()).isEqualTo(5);

        clients.close();
        assertThat(registry.getFirst().find(IN_FLIGHT).meter()).isNull();
        assertThat(threads.silent(Duration.ofHours(-1)))
                .as("threads that are left")
                .isEmpty();
        assertThat(fatal).isEmpty();
    }

    private double inFlight() {
        return registry.getFirst().get(IN_FLIGHT).gauge().value();
    }

    private static Producer<byte[], byte[]> producer(double inFlight) {
        MetricName name = new MetricName(
                "requests-in-flight",
                "producer-metrics",
                "Requests without an answer yet",
                Map.of("client-id", "metronome-ledger"));
        Measurable measured = (config, now) -> inFlight;
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.setMockMetrics(name, new KafkaMetric(new Object(), name, measured, new MetricConfig(), Time.SYSTEM));
        return producer;
    }
}
