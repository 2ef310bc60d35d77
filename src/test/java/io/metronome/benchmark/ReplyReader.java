package io.metronome.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the replies of a run as producers see them: with {@code read_committed}. One thread. */
final class ReplyReader implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final String ID = "\"commandId\":\"c-";
    private static final int DIGITS = 8;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String deadLetters;
    private final int[] replies;
    private final long[] visibleAt;
    private int answered;
    private String deadLetter = "";

    ReplyReader(String bootstrapServers, RunTopics topics, int commands) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        deadLetters = topics.deadLetters();
        replies = new int[commands];
        visibleAt = new long[commands];
        List<TopicPartition> partitions = Stream.of(topics.results(), deadLetters)
                .flatMap(topic -> IntStream.range(0, RunTopics.PARTITIONS).mapToObj(n -> new TopicPartition(topic, n)))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Takes in what has become visible, and waits a moment when nothing has. */
    void poll() {
        for (ConsumerRecord<byte[], byte[]> reply : consumer.poll(MOMENT)) {
            String text = reply.value() == null ? "" : new String(reply.value(), UTF_8);
            if (reply.topic().equals(deadLetters)) {
                deadLetter = reason(reply) + ": " + text;
            }
            int at = text.indexOf(ID) + ID.length();
            int command = Integer.parseInt(text.substring(at, at + DIGITS));
            if (replies[command]++ == 0) {
                visibleAt[command] = System.currentTimeMillis();
                answered++;
            }
        }
    }

    /** How many commands have a reply. */
    int answered() {
        return answered;
    }

    /** Milliseconds since the epoch; 0 while the command has no reply. */
    long visibleAt(int command) {
        return visibleAt[command];
    }

    /** The last dead letter, empty when there was none. */
    String deadLetter() {
        return deadLetter;
    }

    CheckResult result() {
        return CheckResult.ofReplies(replies);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static String reason(ConsumerRecord<byte[], byte[]> letter) {
        return letter.headers().lastHeader("metronome-reason") == null
                ? "a dead letter"
                : new String(letter.headers().lastHeader("metronome-reason").value(), UTF_8);
    }
}
