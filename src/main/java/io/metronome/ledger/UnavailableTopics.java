package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.metronome.command.Reply;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Reply topics that did not exist a short while ago, or could not be written. The client needs seconds to find that
 * out, and the checkpoint of all partitions waits meanwhile. Nothing is sent to them for a minute. Used on the ledger's
 * thread.
 */
final class UnavailableTopics {
    private static final long A_WHILE = MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private final Map<String, Long> until = new LinkedHashMap<>();

    /** @param nanos the monotonic clock */
    UnavailableTopics(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void add(Set<String> topics) {
        long end = nanos.getAsLong() + A_WHILE;
        topics.forEach(topic -> until.put(topic, end));
    }

    /** The checkpoints with the replies to those topics written as if the broker had refused them. */
    List<PartitionCheckpoint> avoided(List<PartitionCheckpoint> sections) {
        until.values().removeIf(end -> end <= nanos.getAsLong());
        if (until.isEmpty()) {
            return sections;
        }
        return sections.stream().map(this::avoided).toList();
    }

    /* The next form of a reply can be for the same topic. */
    private PartitionCheckpoint avoided(PartitionCheckpoint section) {
        PartitionCheckpoint rest = section;
        for (Set<Reply> gone = unavailable(rest); !gone.isEmpty(); gone = unavailable(rest)) {
            rest = rest.without(gone);
        }
        return rest;
    }

    private Set<Reply> unavailable(PartitionCheckpoint section) {
        Set<Reply> gone = new LinkedHashSet<>();
        for (Reply reply : section.replies()) {
            if (until.containsKey(reply.topic())) {
                gone.add(reply);
            }
        }
        return gone;
    }
}
