package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Waits for the reply to one command: begun before the command is sent, it cannot miss it. */
final class ReplyWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Settings.Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Stands at the end of results and dead letters when it returns. */
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
        /* Seeking is lazy; asking for the position makes it happen now. */
        partitions.forEach(consumer::position);
    }

    /** The reply, however long it takes; {@link #dead} tells which kind it is. */
    ConsumerRecord<byte[], byte[]> await(String commandId, String instance) {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> reply : consumer.poll(POLL)) {
                boolean ours = dead(reply)
                        ? commandId.equals(text(reply, "metronome-command-id"))
                                && instance.equals(text(reply, "metronome-id-instance"))
                        : DraftCodec.answers(reply.value(), commandId, instance);
                if (ours) {
                    return reply;
                }
            }
        }
    }

    /** Whether the reply is a dead letter. */
    boolean dead(ConsumerRecord<byte[], byte[]> reply) {
        return reply.topic().equals(topics.deadLetters());
    }

    /** A header's text, or null. */
    static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
