package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.container.Brokers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Ledgers on a real broker, with the time-outs that the worker has. One thread. */
final class LedgerBench implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final String bootstrapServers;
    private final String group = Brokers.prefix();
    private final LedgerSettings settings;
    private final Admin admin;
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final List<String> writers = new CopyOnWriteArrayList<>();

    LedgerBench(String bootstrapServers, int partitions) throws ExecutionException, InterruptedException {
        this.bootstrapServers = bootstrapServers;
        settings = new LedgerSettings(
                group,
                commands(),
                "topic-id",
                ledger(),
                partitions,
                Duration.ofSeconds(3),
                WriteFormat.AS_FOUND,
                Samples.SPAN,
                4);
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        NewTopic ledger = new NewTopic(ledger(), partitions, (short) 1)
                .configs(Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime"));
        NewTopic narrow = new NewTopic(narrow(), 1, (short) 1).configs(Map.of("max.message.bytes", "500"));
        admin.createTopics(List.of(
                        new NewTopic(commands(), partitions, (short) 1),
                        ledger,
                        new NewTopic(results(), 1, (short) 1),
                        narrow))
                .all()
                .get();
    }

    String commands() {
        return group + ".commands";
    }

    String ledger() {
        return group + ".ledger";
    }

    String results() {
        return group + ".results";
    }

    /** A topic that takes next to nothing. */
    String narrow() {
        return group + ".narrow";
    }

    /** Changes one setting of a topic. */
    void set(String topic, String key, String value) throws ExecutionException, InterruptedException {
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                .all()
                .get();
    }

    Admin admin() {
        return admin;
    }

    /** Joins the group beside those. */
    Member join(Member... others) {
        return opened(Member.join(bootstrapServers, group, commands(), others), Member::close);
    }

    LedgerSettings settings() {
        return settings;
    }

    /**
     * A ledger whose producers are seen through that.
     *
     * @param others what its producers have instead of the worker's numbers
     */
    KafkaLedger ledger(UnaryOperator<Producer<byte[], byte[]>> seen, Map<String, Object> others) {
        return opened(
                new KafkaLedger(
                        settings,
                        Set.of(results(), ledger()),
                        id -> {
                            writers.add(id);
                            return seen.apply(producer(id, others));
                        },
                        restoration(),
                        LedgerListener.NONE,
                        thread("clock"),
                        thread("ledger").createWorker()),
                KafkaLedger::close);
    }

    /** The transactional ids of the producers that ledgers have taken so far. */
    List<String> writers() {
        return writers;
    }

    /** How another owner restores. */
    KafkaRestoration restoration() {
        return opened(
                new KafkaRestoration(
                        List.of(reader("restore-1"), reader("restore-2")),
                        Schedulers.immediate(),
                        new RestoreProgress(System::nanoTime)),
                KafkaRestoration::close);
    }

    private RestoreReader reader(String name) {
        return new RestoreReader(settings, this::consumer, admin, thread(name).createWorker(), () -> {});
    }

    /** Restores a partition that goes on to be owned. */
    CompletableFuture<Restored> restore(int partition) {
        return restoration()
                .of(partition, () -> true, (bytes, mustGoOn) -> true)
                .map(Restoration.RestoredState::restored)
                .toFuture();
    }

    static CompletableFuture<CommittedCheckpoint> save(KafkaLedger ledger, PartitionCheckpoint... sections) {
        return ledger.save(new Checkpoint(List.of(sections))).toFuture();
    }

    /** A producer with the worker's numbers, but for those. */
    Producer<byte[], byte[]> producer(String transactionalId, Map<String, Object> others) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("transactional.id", transactionalId);
        properties.put("linger.ms", 0);
        properties.put("request.timeout.ms", 3_000);
        properties.put("delivery.timeout.ms", 6_000);
        properties.put("max.block.ms", 6_000);
        properties.put("transaction.timeout.ms", 15_000);
        properties.putAll(others);
        return opened(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
                producer -> producer.close(Duration.ZERO));
    }

    /** The values that a read_committed consumer finds in a topic's first partition; a tombstone is an empty text. */
    List<String> read(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = consumer()) {
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (reader.position(partition) < end) {
                reader.poll(MOMENT).forEach(record -> values.add(text(record.value())));
            }
        }
        return values;
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "" : new String(value, UTF_8);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        group,
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private Scheduler thread(String name) {
        return opened(Schedulers.newSingle(name, true), Scheduler::dispose);
    }

    private <T> T opened(T resource, Consumer<T> end) {
        ends.push(() -> end.accept(resource));
        return resource;
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
        admin.close(Duration.ofSeconds(1));
    }
}
