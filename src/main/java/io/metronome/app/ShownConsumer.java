package io.metronome.app;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * A consumer as its metrics show it. Its client id may also say how other workers reach this one, and that would be a
 * series of its own for each start.
 */
final class ShownConsumer {
    private static final String CLIENT_ID = "client-id";

    private ShownConsumer() {}

    /** The consumer's metrics, under the client id without an address. Nothing else can be asked of it. */
    static Consumer<?, ?> of(Consumer<?, ?> consumer) {
        return (Consumer<?, ?>) Proxy.newProxyInstance(
                ShownConsumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("metrics")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return renamed(consumer.metrics());
                });
    }

    private static Map<MetricName, Metric> renamed(Map<MetricName, ? extends Metric> metrics) {
        Map<MetricName, Metric> renamed = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> {
            MetricName shown = renamed(name);
            renamed.put(shown, new RenamedMetric(shown, metric));
        });
        return renamed;
    }

    private static MetricName renamed(MetricName name) {
        String client = name.tags().getOrDefault(CLIENT_ID, "");
        int address = client.indexOf('@');
        if (address < 0) {
            return name;
        }
        Map<String, String> tags = new LinkedHashMap<>(name.tags());
        tags.put(CLIENT_ID, client.substring(0, address));
        return new MetricName(name.name(), name.group(), name.description(), tags);
    }

    private record RenamedMetric(MetricName metricName, Metric metric) implements Metric {
        @Override
        public Object metricValue() {
            return metric.metricValue();
        }
    }
}
