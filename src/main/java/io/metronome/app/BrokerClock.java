package io.metronome.app;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads the broker's clock without a write. The broker stamps each record of the ledger, and each commit of an offset.
 * When a stamp appears between two looks, it was made between them. A worker commits at least once a second.
 */
final class BrokerClock {
    private static final String OFFSETS = "__consumer_offsets";
    private static final long PATIENCE_MILLIS = 3_000;
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    /* A record can be seen a little later than it was stamped: when the other replicas have it. */
    private static final long REPLICATION_MILLIS = 200;

    private final Admin admin;
    private final LongSupplier clock;
    private final Map<TopicPartition, OffsetSpec> stamped = new HashMap<>();

    /**
     * The newest stamps.
     *
     * @param begunAt this machine's time before the look
     * @param endedAt this machine's time after the look
     * @param stamps by partition; a negative one where the partition is empty
     */
    record NewestStamps(long begunAt, long endedAt, Map<TopicPartition, Long> stamps) {}

    /**
     * @param partitions of the ledger
     * @param clock this machine's, in milliseconds since the epoch
     */
    BrokerClock(Admin admin, String ledger, int partitions, LongSupplier clock) {
        this.admin = admin;
        this.clock = clock;
        for (int partition = 0; partition < partitions; partition++) {
            stamped.put(new TopicPartition(ledger, partition), OffsetSpec.maxTimestamp());
        }
    }

    /** Looks at the commits of that group as well, where this user may. */
    BrokerClock withGroup(String groupId) throws ExecutionException, InterruptedException {
        try {
            int count = Objects.requireNonNull(admin.describeTopics(List.of(OFFSETS))
                            .allTopicNames()
                            .get()
                            .get(OFFSETS))
                    .partitions()
                    .size();
            int place = Utils.abs(groupId.hashCode()) % count;
            stamped.put(new TopicPartition(OFFSETS, place), OffsetSpec.maxTimestamp());
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof AuthorizationException)
                    && !(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw failure;
            }
        }
        return this;
    }

    /** How far the broker's clock is ahead. Takes three seconds where nothing is written. */
    ClockOffset offset() throws ExecutionException, InterruptedException {
        NewestStamps before = look();
        long end = before.begunAt() + PATIENCE_MILLIS;
        ClockOffset offset = unwritten(before);
        while (offset.mostMillis() == ClockOffset.UNKNOWN && before.begunAt() < end) {
            boolean unused = new CountDownLatch(1).await(BETWEEN_LOOKS_MILLIS, MILLISECONDS);
            NewestStamps after = look();
            offset = between(before, after);
            before = after;
        }
        return offset;
    }

    /** The offset as two looks show it, one after the other. */
    static ClockOffset between(NewestStamps before, NewestStamps after) {
        for (Map.Entry<TopicPartition, Long> stamp : after.stamps().entrySet()) {
            if (stamp.getValue() > before.stamps().getOrDefault(stamp.getKey(), -1L)) {
                return ClockOffset.of(stamp.getValue(), REPLICATION_MILLIS, before.begunAt(), after.endedAt());
            }
        }
        return unwritten(after);
    }

    /* No stamp is from the future. */
    private static ClockOffset unwritten(NewestStamps look) {
        long newest =
                look.stamps().values().stream().mapToLong(Long::longValue).max().orElse(-1);
        return new ClockOffset(newest - look.endedAt(), ClockOffset.UNKNOWN);
    }

    private NewestStamps look() throws ExecutionException, InterruptedException {
        long begunAt = clock.getAsLong();
        Map<TopicPartition, Long> stamps = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                admin.listOffsets(stamped).all().get().entrySet()) {
            stamps.put(found.getKey(), found.getValue().timestamp());
        }
        return new NewestStamps(begunAt, clock.getAsLong(), stamps);
    }
}
