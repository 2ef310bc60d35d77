package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Waits for the reply to one command. Begun before the command is sent, it cannot miss the reply. */
final class ReplyWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Settings.TopicSettings topics;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Returns when it is at the end of results and dead letters. */
    ReplyWatch(Settings settings) throws StartException {
        this.topics = settings.topics();
        this.consumer = Clients.consumer(settings.kafka());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(topics.results(), topics.deadLetters())) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        if (partitions.isEmpty()) {
            consumer.close();
            throw new StartException("There are no topics to wait on; create them with: metronome topics");
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        /* Seeking is lazy. Asking for the position makes it happen now. */
        partitions.forEach(consumer::position);
    }

    /**
     * The reply to the command of that id, or null when none comes in time. {@link #dead} says whether it is a dead
     * letter.
     */
    @Nullable
    ConsumerRecord<byte[], byte[]> await(String commandId, Duration patience) {
        long end = System.nanoTime() + NANOSECONDS.convert(patience);
        for (long left = NANOSECONDS.convert(patience); left > 0; left = end - System.nanoTime()) {
            for (ConsumerRecord<byte[], byte[]> reply : consumer.poll(shorter(POLL, Duration.ofNanos(left)))) {
                boolean ours = dead(reply)
                        ? commandId.equals(text(reply, "metronome-command-id"))
                        : DraftCodec.answers(reply.value(), commandId);
                if (ours) {
                    return reply;
                }
            }
        }
        return null;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether the reply is a dead letter. */
    boolean dead(ConsumerRecord<byte[], byte[]> reply) {
        return reply.topic().equals(topics.deadLetters());
    }

    /** The text of a header, or null. */
    static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
