package io.metronome.ledger;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A member of the group on a real broker, as an intake is one. One thread. */
final class Member implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private Member(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Joins beside those members, and waits until it owns something. */
    static Member join(String bootstrapServers, String group, String commands, Member... others) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        group,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(commands));
        Member member = new Member(consumer);
        await().pollInSameThread().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> {
            List.of(others).forEach(Member::poll);
            member.poll();
            return !member.consumer.assignment().isEmpty();
        });
        return member;
    }

    /** Takes part in rebalances. */
    void poll() {
        consumer.poll(Duration.ofMillis(100));
    }

    /** The present assignment; each partition is owned under its number plus 100. */
    GroupMembership standing() {
        Map<Integer, Long> owned = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            owned.put(partition.partition(), partition.partition() + 100L);
        }
        return new GroupMembership(consumer.groupMetadata(), owned);
    }

    /** Leaves the group. */
    @Override
    public void close() {
        consumer.close();
    }
}
