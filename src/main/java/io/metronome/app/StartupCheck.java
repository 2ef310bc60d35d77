package io.metronome.app;

import io.metronome.config.Settings;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;

/**
 * The result of a worker's check at its start: the topics exist and fit.
 *
 * @param commandsTopicId the id that Kafka gave the commands topic when it was created
 * @param ledgerPartitions the ledger's partition count, which defines the instances' homes
 */
record StartupCheck(String commandsTopicId, int ledgerPartitions) {

    /** Creates missing topics if the settings want that. Refuses to start if a topic does not fit. */
    static StartupCheck survey(Admin admin, Settings settings) throws StartException, InterruptedException {
        Settings.TopicSettings topics = settings.topics();
        try {
            if (topics.create()) {
                Topics.create(admin, settings, topics.partitions(), topics.replication());
            }
            List<String> problems = Topics.problems(admin, settings);
            if (!problems.isEmpty()) {
                throw new StartException(String.join("\n", problems));
            }
            var found = admin.describeTopics(List.of(topics.commands(), topics.ledger()))
                    .allTopicNames()
                    .get();
            return of(found.get(topics.commands()), found.get(topics.ledger()));
        } catch (ExecutionException failure) {
            String message = "The topics cannot be examined: " + Failures.inWords(failure);
            throw Failures.isAway(failure) ? new KafkaAwayException(message) : new StartException(message);
        }
    }

    private static StartupCheck of(@Nullable TopicDescription commands, @Nullable TopicDescription ledger)
            throws StartException {
        if (commands == null || ledger == null) {
            throw new StartException("The topics were there a moment ago and are gone");
        }
        return new StartupCheck(
                commands.topicId().toString(), ledger.partitions().size());
    }
}
