package io.metronome.app;

import io.metronome.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Metronome's own topics: compares them with their rules, and creates the missing ones. */
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final int LOOKS = 100;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Topics() {}

    /**
     * Every problem of the topics, each with the command that mends it. Empty when there is none.
     *
     * @throws ExecutionException when the cluster refuses an answer, or cannot be reached
     */
    static List<String> problems(Admin admin, Settings settings) throws ExecutionException, InterruptedException {
        return problems(admin, settings, TopicFacts.of(admin, settings.topics().names()));
    }

    /** Every problem of the topics with those facts. */
    static List<String> problems(Admin admin, Settings settings, Map<String, TopicFacts> facts)
            throws ExecutionException, InterruptedException {
        TopicFacts commands = facts.get(settings.topics().commands());
        List<String> problems = new ArrayList<>();
        rules(settings, commands == null ? 0 : commands.maxMessageBytes()).forEach((topic, rules) -> {
            TopicFacts found = facts.get(topic);
            if (found == null) {
                problems.add("Topic " + topic + ": does not exist; mend it with: metronome topics");
            } else {
                problems.addAll(differences(topic, found, rules, settings));
            }
        });
        problems.addAll(counts(admin, settings, facts));
        return problems;
    }

    /**
     * Creates the missing topics. The ledger gets as many partitions as the commands topic has.
     *
     * @param partitions for the commands topic, if it is missing
     * @return what was created, and the facts of all topics
     */
    static Created create(Admin admin, Settings settings, int partitions, int replication)
            throws ExecutionException, InterruptedException {
        Settings.TopicSettings topics = settings.topics();
        Map<String, TopicFacts> facts = TopicFacts.of(admin, topics.names());
        List<String> created = new ArrayList<>();
        if (!facts.containsKey(topics.commands())) {
            create(admin, topics.commands(), partitions, replication, TopicRule.commands(), created);
        }
        TopicFacts commands = appeared(admin, topics.commands());
        for (Map.Entry<String, List<TopicRule>> wish :
                rules(settings, commands.maxMessageBytes()).entrySet()) {
            String topic = wish.getKey();
            if (!facts.containsKey(topic) && !topic.equals(topics.commands())) {
                int count = topic.equals(topics.control()) ? 1 : commands.partitions();
                create(admin, topic, count, replication, wish.getValue(), created);
            }
        }
        // Another worker may have created some of them a moment ago.
        Map<String, TopicFacts> all = new HashMap<>();
        for (String topic : topics.names()) {
            all.put(topic, appeared(admin, topic));
        }
        return new Created(created, all);
    }

    /**
     * The result of {@link #create}.
     *
     * @param names the topics that were created
     * @param facts of all topics, by name. Another broker may not know a new topic yet, so it is not asked again
     */
    record Created(List<String> names, Map<String, TopicFacts> facts) {}

    private static Map<String, List<TopicRule>> rules(Settings settings, long bytes) {
        Settings.TopicSettings topics = settings.topics();
        Map<String, List<TopicRule>> rules = new LinkedHashMap<>();
        rules.put(topics.commands(), TopicRule.commands());
        rules.put(topics.results(), TopicRule.common());
        rules.put(topics.deadLetters(), TopicRule.deadLetters(bytes));
        // Every accepted record must fit: a compressed batch may contain a record above the commands topic's limit.
        rules.put(
                topics.ledger(),
                TopicRule.ledger(Math.max(bytes, settings.intake().maxRecordBytes())));
        rules.put(topics.control(), TopicRule.control());
        return rules;
    }

    private static List<String> differences(String topic, TopicFacts found, List<TopicRule> rules, Settings settings) {
        List<String> differences = new ArrayList<>();
        for (TopicRule rule : rules) {
            String actual = found.settings().getOrDefault(rule.key(), rule.value());
            if (found.replication() >= rule.fromReplication() && !rule.holds(actual)) {
                differences.add("Topic " + topic + ": " + rule.key() + " is " + actual + ", allowed is "
                        + rule.allowed()
                        + "; mend it with: kafka-configs.sh " + server(settings)
                        + " --alter --entity-type topics --entity-name " + topic + " --add-config " + rule.key() + "="
                        + rule.value());
            }
        }
        return differences;
    }

    private static List<String> counts(Admin admin, Settings settings, Map<String, TopicFacts> facts)
            throws ExecutionException, InterruptedException {
        Settings.TopicSettings topics = settings.topics();
        List<String> problems = new ArrayList<>();
        TopicFacts control = facts.get(topics.control());
        if (control != null && control.partitions() != 1) {
            problems.add(count(topics.control(), control, "1") + "kafka-topics.sh " + server(settings)
                    + " --delete --topic " + topics.control() + " && metronome topics");
        }
        TopicFacts commands = facts.get(topics.commands());
        TopicFacts ledger = facts.get(topics.ledger());
        if (commands == null || ledger == null || commands.partitions() == ledger.partitions()) {
            return problems;
        }
        String allowed = "as many as " + topics.commands() + " has, " + commands.partitions();
        if (ledger.partitions() > commands.partitions()) {
            problems.add(
                    count(topics.ledger(), ledger, allowed) + grow(topics.commands(), ledger.partitions(), settings));
        } else if (ledger.untouched(admin, topics.ledger())) {
            problems.add(
                    count(topics.ledger(), ledger, allowed) + grow(topics.ledger(), commands.partitions(), settings));
        } else {
            /* The topic is in use and has grown. The ledger's count still defines the homes of the instances. */
            LOG.warn(
                    "Topic {} has grown to {} partitions; commands on those beyond the ledger's {} are forwarded",
                    topics.commands(),
                    commands.partitions(),
                    ledger.partitions());
        }
        return problems;
    }

    private static String count(String topic, TopicFacts found, String allowed) {
        return "Topic " + topic + ": has " + found.partitions() + " partitions, allowed is " + allowed
                + "; mend it with: ";
    }

    private static String grow(String topic, int partitions, Settings settings) {
        return "kafka-topics.sh " + server(settings) + " --alter --topic " + topic + " --partitions " + partitions;
    }

    private static String server(Settings settings) {
        return "--bootstrap-server " + settings.kafka().bootstrapServers();
    }

    private static void create(
            Admin admin, String topic, int partitions, int replication, List<TopicRule> rules, List<String> created)
            throws ExecutionException, InterruptedException {
        Map<String, String> configs = new HashMap<>();
        for (TopicRule rule : rules) {
            if (replication >= rule.fromReplication()) {
                configs.put(rule.key(), rule.value());
            }
        }
        try {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) replication).configs(configs)))
                    .all()
                    .get();
            created.add(topic);
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }

    /* The broker that is asked may learn of a new topic a little later than the broker that created it. */
    private static TopicFacts appeared(Admin admin, String topic) throws ExecutionException {
        try {
            TopicFacts seen = Mono.fromCallable(
                            () -> TopicFacts.of(admin, List.of(topic)).get(topic))
                    .repeatWhenEmpty(LOOKS, looks -> looks.delayElements(BETWEEN_LOOKS))
                    .block();
            return Objects.requireNonNull(seen);
        } catch (RuntimeException failure) {
            throw Exceptions.unwrap(failure) instanceof ExecutionException refused
                    ? refused
                    : new ExecutionException("Topic " + topic + " was created but does not appear", null);
        }
    }
}
