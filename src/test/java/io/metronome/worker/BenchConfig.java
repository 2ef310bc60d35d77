package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.container.Brokers;
import io.metronome.emulator.EmulatedInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The setup of a test before its story begins.
 *
 * @param topics the names of the topics and of the group
 * @param partitions of the commands topic
 * @param answerDelay how long the API takes to answer
 * @param own by instance, its fields in the instances file beside its credentials, as they stand there
 * @param more lines of configuration
 * @param clients properties for the worker's Kafka clients, in YAML
 */
record BenchConfig(
        TopicNames topics,
        List<EmulatedInstance> instances,
        int partitions,
        Duration answerDelay,
        Map<String, String> own,
        List<String> more,
        String clients) {
    /** The name of the instances file. */
    static final String INSTANCES = "instances.yaml";

    static BenchConfig of(List<EmulatedInstance> instances) {
        return new BenchConfig(
                new TopicNames(Brokers.prefix()), instances, 3, Duration.ZERO, Map.of(), List.of(), "{}");
    }

    BenchConfig partitions(int count) {
        return new BenchConfig(topics, instances, count, answerDelay, own, more, clients);
    }

    BenchConfig answersAfter(Duration delay) {
        return new BenchConfig(topics, instances, partitions, delay, own, more, clients);
    }

    BenchConfig ownDelay(String instance, String delay) {
        return own(instance, "delay: " + delay);
    }

    /** The instance is called at another address. */
    BenchConfig ownUrl(String instance, String apiUrl) {
        return own(instance, "api-url: \"" + apiUrl + "\"");
    }

    /** @param entry fields of the instance in the instances file, as they stand there */
    BenchConfig own(String instance, String entry) {
        Map<String, String> entries = new HashMap<>(own);
        entries.merge(instance, entry, (before, after) -> before + ", " + after);
        return new BenchConfig(topics, instances, partitions, answerDelay, entries, more, clients);
    }

    /** @param line of YAML below {@code metronome:} */
    BenchConfig configured(String line) {
        return new BenchConfig(
                topics,
                instances,
                partitions,
                answerDelay,
                own,
                Stream.concat(more.stream(), Stream.of(line)).toList(),
                clients);
    }

    /** The worker's Kafka clients have that property. */
    BenchConfig client(String key, String value) {
        return new BenchConfig(
                topics, instances, partitions, answerDelay, own, more, "{" + key + ": \"" + value + "\"}");
    }

    /** Commands may ask for their replies at those topics of this test. */
    BenchConfig replyingTo(String... names) {
        String allowed = Stream.of(names).map(topics::of).collect(Collectors.joining(", "));
        return configured("replies: {allowed-topics: [" + allowed + "]}");
    }

    /** A copy without the lines that a test added. */
    BenchConfig plain() {
        return new BenchConfig(topics, instances, partitions, answerDelay, own, List.of(), "{}");
    }

    /** Writes both files; answers where the configuration is. */
    Path write(Path folder, String bootstrapServers, String apiUrl) throws IOException {
        Path entries = folder.resolve(INSTANCES);
        String list = instances.stream().map(this::entry).collect(Collectors.joining());
        Files.write(entries, ("defaults: {api-url: \"" + apiUrl + "\"}\ninstances:\n" + list).getBytes(UTF_8));
        Path config = folder.resolve("metronome.yaml");
        String rest = more.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
        Files.write(
                config,
                ("""
                metronome:
                  kafka: {bootstrap-servers: "%s", group-id: %s, properties: %s}
                  topics: {partitions: %d, replication: 1, %s}
                  instances: {file: '%s'}
                  http: {host: 127.0.0.1, port: 0}
                """.formatted(bootstrapServers, topics.group(), clients, partitions, topics.configured(), entries)
                                + rest)
                        .getBytes(UTF_8));
        return config;
    }

    private String entry(EmulatedInstance instance) {
        String rest = own.get(instance.id());
        return "  - {id: \"%s\", token: \"%s\", messenger: %s%s}\n"
                .formatted(
                        instance.id(),
                        instance.token().reveal(),
                        instance.messenger().name().toLowerCase(Locale.ROOT),
                        rest == null ? "" : ", " + rest);
    }
}
