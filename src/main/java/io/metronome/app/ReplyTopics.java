package io.metronome.app;

import io.metronome.command.CommandCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that commands may name for their replies, with their partition counts. They are looked up beforehand,
 * because one reply to a missing topic or partition would delay the checkpoint of all.
 */
final class ReplyTopics {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyTopics.class);

    private final Admin admin;
    private final Set<String> allowed;
    private volatile Map<String, Integer> partitions = Map.of();

    ReplyTopics(Admin admin, Set<String> allowed) {
        this.admin = admin;
        this.allowed = allowed;
    }

    /** The partition count, 0 for a missing topic, or {@link CommandCodec#NOT_ALLOWED}. Safe from any thread. */
    int partitions(String topic) {
        return allowed.contains(topic) ? partitions.getOrDefault(topic, 0) : CommandCodec.NOT_ALLOWED;
    }

    /** Looks the topics up again. A topic that could not be looked up stays as it was. Blocks. */
    void refresh() {
        Map<String, Integer> seen = new HashMap<>(partitions);
        admin.describeTopics(allowed).topicNameValues().forEach((topic, description) -> {
            try {
                seen.put(topic, description.get().partitions().size());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    seen.remove(topic);
                } else {
                    LOG.warn("The reply topic {} could not be looked up: {}", topic, Failures.inWords(e));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        partitions = Map.copyOf(seen);
    }
}
