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
 * What a test sets up before its story begins.
 *
 * @param topics what topics and group are called
 * @param partitions of the commands topic
 * @param answerDelay how long the API takes to answer
 * @param own what the instances file says of an instance beside its credentials, as it stands there
 * @param more lines of configuration
 */
record Setting(
        TopicNames topics,
        List<EmulatedInstance> instances,
        int partitions,
        Duration answerDelay,
        Map<String, String> own,
        List<String> more) {

    static Setting of(List<EmulatedInstance> instances) {
        return new Setting(new TopicNames(Brokers.prefix()), instances, 3, Duration.ZERO, Map.of(), List.of());
    }

    Setting partitions(int count) {
        return new Setting(topics, instances, count, answerDelay, own, more);
    }

    Setting answersAfter(Duration delay) {
        return new Setting(topics, instances, partitions, delay, own, more);
    }

    Setting ownDelay(String instance, String delay) {
        return own(instance, "delay: " + delay);
    }

    /** The instance is called at another address. */
    Setting ownUrl(String instance, String apiUrl) {
        return own(instance, "api-url: \"" + apiUrl + "\"");
    }

    private Setting own(String instance, String entry) {
        Map<String, String> entries = new HashMap<>(own);
        entries.merge(instance, entry, (before, after) -> before + ", " + after);
        return new Setting(topics, instances, partitions, answerDelay, entries, more);
    }

    /** @param line of YAML below {@code metronome:} */
    Setting configured(String line) {
        return new Setting(
                topics,
                instances,
                partitions,
                answerDelay,
                own,
                Stream.concat(more.stream(), Stream.of(line)).toList());
    }

    /** Commands may ask for their replies at those topics of this test. */
    Setting replyingTo(String... names) {
        String allowed = Stream.of(names).map(topics::of).collect(Collectors.joining(", "));
        return configured("replies: {allowed-topics: [" + allowed + "]}");
    }

    /** The same without lines of its own. */
    Setting plain() {
        return new Setting(topics, instances, partitions, answerDelay, own, List.of());
    }

    /** Writes both files; answers where the configuration is. */
    Path write(Path folder, String bootstrapServers, String apiUrl) throws IOException {
        Path entries = folder.resolve("instances.yaml");
        String list = instances.stream().map(this::entry).collect(Collectors.joining());
        Files.write(entries, ("defaults: {api-url: \"" + apiUrl + "\"}\ninstances:\n" + list).getBytes(UTF_8));
        Path config = folder.resolve("metronome.yaml");
        String rest = more.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
        Files.write(config, ("""
                metronome:
                  kafka: {bootstrap-servers: "%s", group-id: %s}
                  topics: {partitions: %d, replication: 1, %s}
                  instances: {file: '%s'}
                  http: {host: 127.0.0.1, port: 0}
                """.formatted(bootstrapServers, topics.group(), partitions, topics.configured(), entries) + rest).getBytes(UTF_8));
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
