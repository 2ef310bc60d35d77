package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * @param partitions of the commands topic
 * @param answerDelay how long the API takes to answer
 * @param ownDelays delays from the instances file, as they stand there
 * @param more lines of configuration
 */
record Setting(
        List<EmulatedInstance> instances,
        int partitions,
        Duration answerDelay,
        Map<String, String> ownDelays,
        List<String> more) {

    static Setting of(List<EmulatedInstance> instances) {
        return new Setting(instances, 3, Duration.ZERO, Map.of(), List.of());
    }

    Setting partitions(int count) {
        return new Setting(instances, count, answerDelay, ownDelays, more);
    }

    Setting answersAfter(Duration delay) {
        return new Setting(instances, partitions, delay, ownDelays, more);
    }

    Setting ownDelay(String instance, String delay) {
        Map<String, String> delays = new HashMap<>(ownDelays);
        delays.put(instance, delay);
        return new Setting(instances, partitions, answerDelay, delays, more);
    }

    /** @param line of YAML below {@code metronome:} */
    Setting configured(String line) {
        return new Setting(
                instances,
                partitions,
                answerDelay,
                ownDelays,
                Stream.concat(more.stream(), Stream.of(line)).toList());
    }

    /** The same without lines of its own. */
    Setting plain() {
        return new Setting(instances, partitions, answerDelay, ownDelays, List.of());
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
                  kafka: {bootstrap-servers: "%s"}
                  topics: {partitions: %d, replication: 1}
                  instances: {file: '%s'}
                  http: {host: 127.0.0.1, port: 0}
                """.formatted(bootstrapServers, partitions, entries) + rest).getBytes(UTF_8));
        return config;
    }

    private String entry(EmulatedInstance instance) {
        String delay = ownDelays.get(instance.id());
        return "  - {id: \"%s\", token: \"%s\", messenger: %s%s}\n"
                .formatted(
                        instance.id(),
                        instance.token().reveal(),
                        instance.messenger().name().toLowerCase(Locale.ROOT),
                        delay == null ? "" : ", delay: " + delay);
    }
}
