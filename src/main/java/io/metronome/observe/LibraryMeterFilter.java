package io.metronome.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which metrics of the libraries are shown. A Kafka client has some hundred metrics, many of them for each
 * broker and topic. This filter lets the few pass that show what is wrong. It also removes metrics of the JVM whose
 * names break Prometheus' rules.
 */
final class LibraryMeterFilter implements MeterFilter {
    private static final Set<String> OF_KAFKA = Set.of(
            "kafka.consumer.failed.authentication.total",
            "kafka.consumer.last.poll.seconds.ago",
            "kafka.consumer.poll.idle.ratio.avg",
            "kafka.consumer.coordinator.assigned.partitions",
            "kafka.consumer.coordinator.failed.rebalance.total",
            "kafka.consumer.coordinator.last.heartbeat.seconds.ago",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.fetch.manager.bytes.consumed.total",
            "kafka.consumer.fetch.manager.fetch.latency.avg",
            "kafka.consumer.fetch.manager.records.consumed.total",
            "kafka.consumer.fetch.manager.records.lag",
            "kafka.producer.buffer.available.bytes",
            "kafka.producer.failed.authentication.total",
            "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total",
            "kafka.producer.record.send.total",
            "kafka.producer.request.latency.avg",
            "kafka.producer.request.latency.max",
            "kafka.producer.requests.in.flight");

    /* process_cpu_seconds_total replaces the first. The second is named like a counter and is none. */
    private static final Set<String> MISNAMED = Set.of("process.cpu.time", "system.cpu.count");

    private volatile Set<String> topics = Set.of();

    /**
     * Shows metrics of these topics only. Kafka's clients show a topic with a dot in its name twice, the second time
     * with an underscore (KIP-1109).
     *
     * @param names the topics; an empty set means all topics
     */
    void topics(Set<String> names) {
        topics = Set.copyOf(names);
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return isWelcome(id) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }

    private boolean isWelcome(Meter.Id id) {
        if (id.getName().startsWith("kafka.")) {
            return OF_KAFKA.contains(id.getName()) && isOurs(id.getTag("topic"));
        }
        return !MISNAMED.contains(id.getName());
    }

    private boolean isOurs(@Nullable String topic) {
        return topic == null || topics.isEmpty() || topics.contains(topic);
    }
}
