package io.metronome.intake;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the partition whose data makes a poll fail. The client does not say which one it is, so each is polled alone,
 * one after the other: the one that is alone when a poll fails again is the one. Used on the poll thread only.
 */
final class Suspects {
    private final Deque<TopicPartition> left = new ArrayDeque<>();

    /** Whether data of one partition can be the cause. The broker's own errors concern the group or the topic. */
    static boolean isOfOnePartition(RuntimeException failure) {
        return !(failure instanceof ApiException
                || failure instanceof InvalidOffsetException
                || failure instanceof InterruptException
                || failure instanceof WakeupException);
    }

    /** The partition that is polled alone in this round; null to poll all. */
    @Nullable
    TopicPartition alone() {
        return left.peekFirst();
    }

    /** A poll of these failed. Returns the partition that is found to be the cause, or null. */
    @Nullable
    TopicPartition failed(Collection<TopicPartition> polled) {
        TopicPartition suspect = alone();
        if (suspect != null && polled.size() == 1 && polled.contains(suspect)) {
            left.clear();
            return suspect;
        }
        left.clear();
        left.addAll(polled);
        return null;
    }

    /** A poll went well: the partition that was polled alone is not the cause. */
    void passed() {
        left.pollFirst();
    }

    /** Partitions were assigned or taken away: the search begins anew when the next poll fails. */
    void forget() {
        left.clear();
    }
}
