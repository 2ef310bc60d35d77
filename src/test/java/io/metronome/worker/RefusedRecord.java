package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.RecordHeader;
import io.metronome.guarantee.Received;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A record that one topic refuses, and the reply that stands for it.
 *
 * @param topic the topic that refuses it
 * @param refusal makes the topic refuse it
 * @param command the command that leads to the record
 * @param target the name of the topic in metrics
 * @param advice a part of the log line that says what to do
 * @param reply checks the reply
 */
record RefusedRecord(
        String name,
        Function<TopicNames, String> topic,
        Refusal refusal,
        TestCommand command,
        String target,
        String advice,
        BiConsumer<Received, TopicNames> reply) {
    /** The instance of most of these commands. */
    static final String INSTANCE = Accounts.id(1);

    /** An instance with a delay of a minute: its second command waits in the ledger. */
    static final String WAITING = Accounts.id(2);

    private static final String RAISE = "Raise max.message.bytes of the topic ";
    private static final int LARGE = 5_000;
    private static final int NEARLY_A_MEGABYTE = 1_048_200;

    /** A change of a topic. */
    interface Refusal {
        void of(TopicFaults faults, String topic) throws ExecutionException, InterruptedException;
    }

    /** The records that one of metronome's own topics refuses while it accepts others. */
    static Stream<RefusedRecord> own() {
        return Stream.of(
                new RefusedRecord(
                        "a result that is too large with its headers",
                        TopicNames::results,
                        limit("1500"),
                        large(TestCommand.status("large", INSTANCE)),
                        "own",
                        RAISE,
                        (reply, topics) -> {
                            assertThat(reply.topic()).isEqualTo(topics.results());
                            assertThat(reply.json().path("outcome").asString()).isEqualTo("accepted");
                            assertThat(reply.headers()).doesNotContainKey("traceparent");
                        }),
                new RefusedRecord(
                        "a dead letter that is too large with its value",
                        TopicNames::deadLetters,
                        limit("2000"),
                        TestCommand.junk(INSTANCE.getBytes(UTF_8), noise(LARGE).getBytes(UTF_8)),
                        "own",
                        RAISE,
                        (reply, topics) -> {
                            assertThat(reply.topic()).isEqualTo(topics.deadLetters());
                            assertThat(reply.value()).isNull();
                            assertThat(reply.header("metronome-value-length")).isEqualTo(Integer.toString(LARGE));
                        }),
                new RefusedRecord(
                        "a dead letter that is too large with its headers",
                        TopicNames::deadLetters,
                        limit("2000"),
                        large(TestCommand.junk(INSTANCE.getBytes(UTF_8), "{}".getBytes(UTF_8))),
                        "own",
                        RAISE,
                        (reply, topics) -> {
                            assertThat(reply.topic()).isEqualTo(topics.deadLetters());
                            assertThat(reply.headers()).doesNotContainKey("traceparent");
                            assertThat(reply.header("metronome-reason")).isEqualTo("INVALID");
                        }),
                new RefusedRecord(
                        "a dead letter that is too large in every form",
                        TopicNames::deadLetters,
                        limit("150"),
                        TestCommand.junk(INSTANCE.getBytes(UTF_8), "{}".getBytes(UTF_8)),
                        "own",
                        RAISE,
                        (reply, topics) -> {
                            assertThat(reply.topic()).isEqualTo(topics.results());
                            assertThat(reply.json().path("outcome").asString()).isEqualTo("dead-letter");
                        }),
                new RefusedRecord(
                        "a dead letter that is larger than a segment",
                        TopicNames::deadLetters,
                        (faults, topic) -> faults.set(topic, "segment.bytes", "1048576"),
                        TestCommand.junk(
                                INSTANCE.getBytes(UTF_8),
                                noise(NEARLY_A_MEGABYTE).getBytes(UTF_8)),
                        "own",
                        "Raise segment.bytes of the topic ",
                        (reply, topics) -> assertThat(reply.value()).isNull()),
                new RefusedRecord(
                        "a dead letter without a key on a compacted topic",
                        TopicNames::deadLetters,
                        (faults, topic) -> faults.set(topic, "cleanup.policy", "compact"),
                        TestCommand.junk(null, "{}".getBytes(UTF_8)),
                        "own",
                        "set cleanup.policy=delete for the topic ",
                        (reply, topics) -> {
                            assertThat(reply.topic()).isEqualTo(topics.deadLetters());
                            assertThat(reply.text()).isEqualTo("{}");
                            assertThat(new String(Objects.requireNonNull(reply.key()), UTF_8))
                                    .isEqualTo(topics.commands() + "-" + reply.source());
                        }),
                new RefusedRecord(
                        "a command that is too large for the ledger",
                        TopicNames::ledger,
                        limit("1000"),
                        large(TestCommand.status("waits", WAITING)),
                        "ledger",
                        RAISE,
                        (reply, topics) -> {
                            assertThat(reply.topic()).isEqualTo(topics.deadLetters());
                            assertThat(reply.header("metronome-reason")).isEqualTo("UNREADABLE");
                            assertThat(reply.header("metronome-detail")).contains("bytes", RAISE + topics.ledger());
                        }));
    }

    /** A topic that accepts no larger batches. */
    static Refusal limit(String bytes) {
        return (faults, topic) -> faults.set(topic, "max.message.bytes", bytes);
    }

    /** A topic that accepts no record of more than a second ago. The worker's clock is five seconds behind. */
    static Refusal tooOld() {
        return (faults, topic) -> faults.set(topic, "message.timestamp.before.max.ms", "1000");
    }

    /** A copy with a header that no compression makes smaller. */
    static TestCommand large(TestCommand command) {
        return command.with(RecordHeader.of("traceparent", noise(LARGE)));
    }

    private static String noise(int length) {
        StringBuilder noise = new StringBuilder(length);
        new Random(7).ints(length, '!', '~').forEach(letter -> noise.append((char) letter));
        return noise.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
