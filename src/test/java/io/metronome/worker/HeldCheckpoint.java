package io.metronome.worker;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A topic of metronome that accepts nothing for a while.
 *
 * @param begin makes it refuse everything
 * @param end mends it
 * @param advice what the log and readyz say to do
 */
record HeldCheckpoint(
        String name,
        Function<TopicNames, String> topic,
        RefusedRecord.Refusal begin,
        RefusedRecord.Refusal end,
        String advice) {
    private static final Map<String, Function<TopicNames, String>> TOPICS = Map.of(
            "results", TopicNames::results, "dead letters", TopicNames::deadLetters, "ledger", TopicNames::ledger);
    private static final Map<String, String> LEDGER =
            Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime");

    /** Every topic with every reason. */
    static Stream<HeldCheckpoint> all() {
        return TOPICS.keySet().stream().sorted().flatMap(HeldCheckpoint::of);
    }

    private static Stream<HeldCheckpoint> of(String topic) {
        Stream<HeldCheckpoint> all = Stream.of(denied(topic), late(topic), missing(topic));
        // The test reads the others while nobody may see them.
        return topic.equals("ledger") ? Stream.concat(all, Stream.of(hidden(topic))) : all;
    }

    static HeldCheckpoint denied(String topic) {
        return row(
                topic, "may not be written", TopicFaults::denyWriting, TopicFaults::allow, "Allow the worker's user");
    }

    private static HeldCheckpoint hidden(String topic) {
        return row(topic, "may not be seen", TopicFaults::hide, TopicFaults::allow, "Allow the worker's user");
    }

    private static HeldCheckpoint late(String topic) {
        return row(
                topic,
                "finds every record too old",
                (faults, name) -> {
                    faults.set(name, "message.timestamp.type", "CreateTime");
                    RefusedRecord.tooOld().of(faults, name);
                },
                (faults, name) -> {
                    faults.unset(name, "message.timestamp.before.max.ms");
                    if (topic.equals("ledger")) {
                        faults.set(name, "message.timestamp.type", "LogAppendTime");
                    }
                },
                "Compare this host's clock with the broker's");
    }

    private static HeldCheckpoint missing(String topic) {
        return row(
                topic,
                "is missing",
                TopicFaults::delete,
                (faults, name) ->
                        faults.create(name, RefusalBench.PARTITIONS, topic.equals("ledger") ? LEDGER : Map.of()),
                "Create the topic");
    }

    private static HeldCheckpoint row(
            String topic, String state, RefusedRecord.Refusal begin, RefusedRecord.Refusal end, String advice) {
        return new HeldCheckpoint(topic + " " + state, Objects.requireNonNull(TOPICS.get(topic)), begin, end, advice);
    }

    /** Whether nothing was lost. A ledger that was deleted has lost what waited. */
    boolean isReadyAfterwards() {
        return !name.equals("ledger is missing");
    }

    @Override
    public String toString() {
        return name;
    }
}
