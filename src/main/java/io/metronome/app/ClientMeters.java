package io.metronome.app;

import io.metronome.observe.Meters;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the metrics of the worker's Kafka clients beside its own. There is one client of each kind: a producer that
 * replaces a broken one takes its place here, too. Safe from any thread.
 */
final class ClientMeters implements AutoCloseable {
    /* Metrics of a partition appear and disappear with it. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final Meters meters;
    private final Function<String, WatchedThread> threads;
    private final Map<String, PolledClient> shown = new ConcurrentHashMap<>();

    /**
     * @param topics the client topics whose metrics are shown
     * @param threads makes a thread of that name
     */
    ClientMeters(Meters meters, Set<String> topics, Function<String, WatchedThread> threads) {
        this.meters = meters;
        this.threads = threads;
        meters.topics(topics);
    }

    /**
     * Each kind has a thread of its own: Micrometer stops to poll a client only together with the thread that polls.
     */
    private record PolledClient(KafkaClientMetrics metrics, WatchedThread thread) {
        void close() {
            thread.close();
            metrics.close();
        }
    }

    <K, V> Consumer<K, V> shown(String kind, Consumer<K, V> consumer) {
        show(kind, thread -> new KafkaClientMetrics(ShownConsumer.of(consumer), Tags.empty(), thread, REFRESH));
        return consumer;
    }

    <K, V> Producer<K, V> shown(String kind, Producer<K, V> producer) {
        show(kind, thread -> new KafkaClientMetrics(producer, Tags.empty(), thread, REFRESH));
        return producer;
    }

    private void show(String kind, Function<ScheduledExecutorService, KafkaClientMetrics> metrics) {
        shown.compute(kind, (name, former) -> replaced(name, former, metrics));
    }

    private PolledClient replaced(
            String kind,
            @Nullable PolledClient former,
            Function<ScheduledExecutorService, KafkaClientMetrics> metrics) {
        if (former != null) {
            former.close();
        }
        WatchedThread thread = threads.apply("metronome-meters-" + kind);
        PolledClient next = new PolledClient(metrics.apply(thread.executor()), thread);
        meters.bind(next.metrics());
        return next;
    }

    /** Stops showing all of them. The clients themselves are not touched. */
    @Override
    public void close() {
        shown.values().forEach(PolledClient::close);
        shown.clear();
    }
}
