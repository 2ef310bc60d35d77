package io.metronome.app;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether the commands topic is still the one that the worker began with. The offsets of a topic that
 * was re-created mean other records: a worker that reads on would skip as many as it has read before.
 */
final class CommandsTopicWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CommandsTopicWatch.class);

    /* The client commits offsets by the id of the topic, and repeats that without end if the id is unknown. */
    private static final String NEXT = ". Nothing more is read. Recent brokers accept no checkpoint for the old topic:"
            + " then nothing more is sent, and commands that were read stay in the ledger. Stop every worker, and follow"
            + " the runbook's section MetronomePartitionNotServed";

    private final Admin admin;
    private final String topic;
    private final String id;
    private final Consumer<String> stopReading;
    private volatile String problem = "";

    /**
     * @param id the id that Kafka gave the topic
     * @param stopReading told why nothing more may be read
     */
    CommandsTopicWatch(Admin admin, String topic, String id, Consumer<String> stopReading) {
        this.admin = admin;
        this.topic = topic;
        this.id = id;
        this.stopReading = stopReading;
    }

    /** The mistake in the topic and the remedy, or nothing. Any thread. */
    List<String> problems() {
        String now = problem;
        return now.isEmpty() ? List.of() : List.of(now);
    }

    /** Looks once. Blocks. */
    void look() {
        try {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            String found = description == null ? id : description.topicId().toString();
            tell(
                    found.equals(id)
                            ? ""
                            : "the topic " + topic + " was re-created (its id was " + id + " and is " + found + ")"
                                    + NEXT);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                tell("the topic " + topic + " was deleted" + NEXT);
            } else {
                LOG.debug("The topic {} could not be looked up", topic, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String found) {
        if (!found.isEmpty() && !found.equals(problem)) {
            LOG.error("Commands are not read: {}", found);
        }
        problem = found;
        if (!found.isEmpty()) {
            stopReading.accept(found);
        }
    }
}
