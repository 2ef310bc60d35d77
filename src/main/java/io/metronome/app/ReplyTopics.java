package io.metronome.app;

import io.metronome.command.ReplyTopic;
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

    private static final ReplyTopic NOT_ALLOWED = new ReplyTopic.NotAllowed();
    private static final ReplyTopic MISSING = new ReplyTopic.Missing();

    private final Admin admin;
    private final Set<String> allowed;
    private final Map<String, String> told = new HashMap<>();
    private volatile Map<String, ReplyTopic> existing = Map.of();

    ReplyTopics(Admin admin, Set<String> allowed) {
        this.admin = admin;
        this.allowed = allowed;
    }

    /** The topic as the last look found it. Safe from any thread. */
    ReplyTopic find(String topic) {
        return allowed.contains(topic) ? existing.getOrDefault(topic, MISSING) : NOT_ALLOWED;
    }

    /** Looks the topics up again. A topic that could not be looked up stays as it was. Blocks. */
    void refresh() {
        Map<String, ReplyTopic> seen = new HashMap<>(existing);
        admin.describeTopics(allowed).topicNameValues().forEach((topic, description) -> {
            try {
                int partitions = description.get().partitions().size();
                told.remove(topic);
                seen.put(topic, partitions == 0 ? MISSING : new ReplyTopic.Existing(partitions));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    seen.remove(topic);
                } else {
                    tell(topic, Failures.inWords(e));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        existing = Map.copyOf(seen);
    }

    /* Once for each reason, since it is looked up again every few seconds. */
    private void tell(String topic, String why) {
        if (!why.equals(told.put(topic, why))) {
            LOG.warn(
                    "The reply topic {} could not be looked up: {}. Allow the worker's user to describe it and to write"
                            + " to it. Until then it counts as it was seen last, and as missing if it was never seen",
                    topic,
                    why);
        }
    }
}
