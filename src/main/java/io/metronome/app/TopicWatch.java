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
 * Looks now and then whether a topic is still the one that the worker began with. The offsets of a commands topic that
 * was re-created mean other records: a worker that reads on would skip as many as it has read before. A ledger that was
 * re-created lacks the commands that wait.
 */
final class TopicWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    /* While there is no such topic, the client repeats its commit without end, and nothing is sent. */
    private static final Wording COMMANDS = new Wording(
            "Commands are not read",
            ". Nothing more is read. What was read is sent when a topic of that name exists. Follow the runbook's"
                    + " section MetronomePartitionNotServed");
    private static final Wording LEDGER = new Wording(
            "The ledger is not complete",
            ". It held the commands that wait, and now only the memory of this worker has them. Do not restart the"
                    + " worker before its metronome_pending_commands is 0. If the topic is missing, create it with:"
                    + " metronome topics");

    private final Admin admin;
    private final String topic;
    private final String id;
    private final Wording wording;
    private final Consumer<String> lost;
    private final Runnable reCreated;
    private int partitions;
    private volatile String problem = "";

    /* What stands before and behind the change. */
    private record Wording(String before, String next) {}

    private TopicWatch(
            Admin admin,
            String topic,
            String id,
            int partitions,
            Wording wording,
            Consumer<String> lost,
            Runnable reCreated) {
        this.admin = admin;
        this.topic = topic;
        this.id = id;
        this.partitions = partitions;
        this.wording = wording;
        this.lost = lost;
        this.reCreated = reCreated;
    }

    /**
     * @param stopReading told why nothing more may be read
     * @param reCreated told that there is another topic of that name, as long as there is
     */
    static TopicWatch ofCommands(
            Admin admin, String topic, StartupCheck startup, Consumer<String> stopReading, Runnable reCreated) {
        return new TopicWatch(
                admin,
                topic,
                startup.commandsTopicId(),
                startup.commandsPartitions(),
                COMMANDS,
                stopReading,
                reCreated);
    }

    static TopicWatch ofLedger(Admin admin, String topic, StartupCheck startup) {
        return new TopicWatch(
                admin, topic, startup.ledgerTopicId(), startup.ledgerPartitions(), LEDGER, problem -> {}, () -> {});
    }

    /** The mistake in the topic and the remedy, or nothing. Any thread. */
    List<String> problems() {
        String now = problem;
        return now.isEmpty() ? List.of() : List.of(now);
    }

    /** Looks once. Blocks. */
    void look() {
        try {
            TopicDescription found =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            if (found != null) {
                compare(found);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                tell("the topic " + topic + " was deleted" + wording.next());
            } else {
                LOG.debug("The topic {} could not be looked up", topic, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(TopicDescription found) {
        String now = found.topicId().toString();
        if (now.equals(id)) {
            tell("");
            grown(found.partitions().size());
        } else {
            tell("the topic " + topic + " was re-created (its id was " + id + " and is " + now + ")" + wording.next());
            reCreated.run();
        }
    }

    private void tell(String found) {
        if (!found.isEmpty() && !found.equals(problem)) {
            LOG.error("{}: {}", wording.before(), found);
        }
        problem = found;
        if (!found.isEmpty()) {
            lost.accept(found);
        }
    }

    /* The ledger's count defines where instances live, and no partition can be taken away again. */
    private void grown(int now) {
        if (now > partitions && wording.equals(COMMANDS)) {
            LOG.warn(
                    "The topic {} has grown from {} to {} partitions. Their commands are forwarded to the partitions"
                            + " where their instances live; producers need not wait. The ledger keeps its count",
                    topic,
                    partitions,
                    now);
        }
        partitions = now;
    }
}
