package io.metronome.container;

import io.metronome.sandbox.Broker;
import java.time.Duration;
import java.util.Map;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** One broker in a container, with the small and fast settings of the embedded one. */
final class ContainerBroker implements Broker {
    private static final String ORIGINAL = "apache/kafka";
    private static final Map<String, String> SETTINGS = Map.of(
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
            "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_NUM_PARTITIONS", "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
    /* Testcontainers runs its script while it may still be writing it, and then the first start fails: "Text file busy". */
    private static final int ATTEMPTS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    /** Starts it and returns when it takes requests. */
    static ContainerBroker start() {
        DockerImageName image = DockerImageName.parse(image()).asCompatibleSubstituteFor(ORIGINAL);
        ContainerBroker broker = new ContainerBroker(new KafkaContainer(image)
                .withEnv(SETTINGS)
                .withStartupAttempts(ATTEMPTS)
                .withStartupTimeout(PATIENCE));
        broker.container.start();
        return broker;
    }

    /** Kafka's own image, or the one that {@code -Dmetronome.kafka.image} names. */
    static String image() {
        return System.getProperty("metronome.kafka.image", ORIGINAL + ":4.4.0");
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
