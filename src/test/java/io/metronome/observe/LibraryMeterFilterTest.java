package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LibraryMeterFilterTest {
    private static final String LAG = "kafka.consumer.fetch.manager.records.lag";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LibraryMeterFilter guests = new LibraryMeterFilter();

    @BeforeEach
    void letIn() {
        registry.config().meterFilter(guests);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void showsFewOfKafkasAndAllOfItsOwn() {
        gauge("kafka.producer.record.error.total");
        gauge("kafka.producer.node.request.rate");
        gauge("metronome.in.flight");
        gauge("process.cpu.time");
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder("kafka.producer.record.error.total", "metronome.in.flight");
    }

    @Test
    void showsATopicWithADotOnce() {
        guests.topics(Set.of("metronome.commands", "plain_name"));
        gauge(LAG, "topic", "metronome.commands");
        gauge(LAG, "topic", "metronome_commands");
        gauge(LAG, "topic", "plain_name");
        assertThat(registry.find(LAG).gauges())
                .extracting(gauge -> gauge.getId().getTag("topic"))
                .containsExactlyInAnyOrder("metronome.commands", "plain_name");
    }

    private void gauge(String name, String... tags) {
        Gauge.builder(name, () -> 1).tags(tags).register(registry);
    }
}
