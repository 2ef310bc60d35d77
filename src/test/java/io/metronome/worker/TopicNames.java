package io.metronome.worker;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of the topics and the group of one test: tests share a broker, and a prefix tells them apart.
 *
 * @param prefix of every name, and the name of the group
 */
record TopicNames(String prefix) {
    String group() {
        return prefix;
    }

    String commands() {
        return of("commands");
    }

    String results() {
        return of("results");
    }

    String deadLetters() {
        return of("dead-letters");
    }

    String ledger() {
        return of("ledger");
    }

    /** A topic of the producers' own, to which they may ask for replies. */
    String replies() {
        return of("replies");
    }

    /** Another topic of this test's. */
    String of(String name) {
        return prefix + "." + name;
    }

    /** The topics on which replies stand. */
    List<String> read() {
        return List.of(results(), deadLetters(), replies());
    }

    /** The topics among those that begin as this test's do. */
    List<String> among(Set<String> topics) {
        return topics.stream().filter(topic -> topic.startsWith(of(""))).toList();
    }

    /** The names in the configuration, as they stand inside of {@code topics: {}}. */
    String configured() {
        return Stream.of("commands", "results", "dead-letters", "ledger", "control")
                .map(name -> name + ": " + of(name))
                .collect(Collectors.joining(", "));
    }
}
