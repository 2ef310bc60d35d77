package io.metronome.benchmark;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The topics of one run. Runs of one scenario read the same commands, each with a group and replies of its own.
 *
 * @param commands the topic's name
 * @param run a name of the run, which its other topics and its group have as a prefix
 */
record RunTopics(String commands, String run) {
    /** Of the commands topic, as many as metronome makes by default. */
    static final int PARTITIONS = 12;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /* metronome wants more room in dead letters than the largest command takes. */
    private static final Map<String, String> ROOMY = Map.of("max.message.bytes", Integer.toString(2 << 20));

    String results() {
        return run + ".results";
    }

    String deadLetters() {
        return run + ".dead-letters";
    }

    String group() {
        return run + ".group";
    }

    /** Topics and group as they stand in metronome's configuration. */
    String configured() {
        return "commands: %s, results: %s, dead-letters: %s, ledger: %s.ledger, control: %s.control"
                .formatted(commands, results(), deadLetters(), run, run);
    }

    /** Makes the topics that engines find: commands where they are new, results and dead letters. */
    void create(String bootstrapServers, boolean isCommandsNew) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = Stream.of(commands, results(), deadLetters())
                .filter(name -> isCommandsNew || !name.equals(commands))
                .map(name -> new NewTopic(name, PARTITIONS, (short) 1)
                        .configs(name.equals(deadLetters()) ? ROOMY : Map.of()))
                .toList();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
            for (NewTopic topic : topics) {
                awaitLeaders(admin, topic.name());
            }
        }
    }

    /* A broker leads new partitions a moment after the controller has made them. */
    private static void awaitLeaders(Admin admin, String topic) {
        Map<TopicPartition, OffsetSpec> question = IntStream.range(0, PARTITIONS)
                .boxed()
                .collect(Collectors.toMap(n -> new TopicPartition(topic, n), n -> OffsetSpec.latest()));
        await().pollInSameThread()
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(e -> e.getCause() instanceof RetriableException)
                .until(() -> !admin.listOffsets(question).all().get().isEmpty());
    }
}
