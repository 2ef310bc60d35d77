package io.metronome.app;

import io.metronome.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The result of a worker's check at its start: the topics exist and fit.
 *
 * @param commandsTopicId the id that Kafka gave the commands topic when it was created
 * @param commandsPartitions the partition count of the commands topic
 * @param ledgerTopicId the id that Kafka gave the ledger topic when it was created
 * @param ledgerPartitions the ledger's partition count, which defines the instances' homes
 * @param partitions the partition count of each topic
 */
record StartupCheck(
        String commandsTopicId,
        int commandsPartitions,
        String ledgerTopicId,
        int ledgerPartitions,
        Map<String, Integer> partitions) {

    /** Creates missing topics if the settings want that. Refuses to start if a topic does not fit. */
    static StartupCheck survey(Admin admin, Settings settings) throws StartException, InterruptedException {
        Settings.TopicSettings topics = settings.topics();
        try {
            Map<String, TopicFacts> facts = topics.create()
                    ? Topics.create(admin, settings, topics.partitions(), topics.replication())
                            .facts()
                    : TopicFacts.of(admin, topics.names());
            List<String> problems = Topics.problems(admin, settings, facts);
            TopicFacts commands = facts.get(topics.commands());
            TopicFacts ledger = facts.get(topics.ledger());
            if (commands == null || ledger == null || !problems.isEmpty()) {
                throw new StartException(String.join("\n", problems));
            }
            Map<String, Integer> partitions = new TreeMap<>();
            facts.forEach((name, topic) -> partitions.put(name, topic.partitions()));
            return new StartupCheck(commands.id(), commands.partitions(), ledger.id(), ledger.partitions(), partitions);
        } catch (ExecutionException failure) {
            String message = "The topics cannot be examined: " + Failures.inWords(failure);
            throw Failures.isAway(failure) ? new KafkaAwayException(message) : new StartException(message);
        }
    }
}
