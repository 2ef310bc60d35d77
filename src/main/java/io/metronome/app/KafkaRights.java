package io.metronome.app;

import io.metronome.config.Settings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.internals.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** The rights of the configuration's user in Kafka, as the brokers say it. Nothing is written to find out. */
final class KafkaRights {
    private static final String ABOUT = "rights";

    private final Admin admin;
    private final Settings settings;

    KafkaRights(Admin admin, Settings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** The rights that a worker needs, by topic. A topic may be described by whoever may read or write it. */
    static Map<String, Set<AclOperation>> needed(Settings settings) {
        Settings.TopicSettings topics = settings.topics();
        Set<AclOperation> all = EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
        Set<AclOperation> write = EnumSet.of(AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
        Map<String, Set<AclOperation>> needed = new LinkedHashMap<>();
        needed.put(topics.commands(), all);
        needed.put(topics.results(), write);
        needed.put(topics.deadLetters(), write);
        needed.put(topics.ledger(), all);
        needed.put(topics.control(), all);
        settings.replies().allowedTopics().forEach(topic -> needed.put(topic, EnumSet.of(AclOperation.WRITE)));
        return needed;
    }

    /** One finding for each topic that exists, one for the group and one for the transactional ids. */
    List<Finding> findings() throws ExecutionException, InterruptedException {
        Map<String, Set<AclOperation>> needed = needed(settings);
        Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(
                        needed.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, Set<AclOperation>> wish : needed.entrySet()) {
            findings.addAll(ofTopic(wish.getKey(), wish.getValue(), described.get(wish.getKey())));
        }
        findings.add(ofGroup());
        findings.add(ofTransactions());
        return findings;
    }

    private List<Finding> ofTopic(
            String topic, Set<AclOperation> needed, @Nullable KafkaFuture<TopicDescription> description)
            throws ExecutionException, InterruptedException {
        try {
            Set<AclOperation> allowed =
                    description == null ? null : description.get().authorizedOperations();
            return List.of(ofTopic(topic, needed, allowed, servers()));
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof AuthorizationException) {
                return List.of(ofTopic(topic, needed, Set.of(), servers()));
            }
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return settings.topics().names().contains(topic) ? List.of() : List.of(missing(topic));
            }
            throw failure;
        }
    }

    private static Finding missing(String topic) {
        return Finding.warning(
                ABOUT,
                "the reply topic " + topic + " does not exist; commands that name it end as INVALID",
                "create it, or take it out of replies.allowed-topics");
    }

    /** @param allowed null where the broker does not say */
    static Finding ofTopic(
            String topic, Set<AclOperation> needed, @Nullable Set<AclOperation> allowed, String servers) {
        if (allowed == null) {
            return Finding.ok(ABOUT, "the brokers do not say what is allowed on the topic " + topic);
        }
        Set<AclOperation> lacking = new TreeSet<>(needed);
        lacking.removeAll(allowed);
        return lacking.isEmpty()
                ? Finding.ok(ABOUT, words(needed) + " on the topic " + topic + " is allowed")
                : Finding.failed(
                        ABOUT,
                        words(lacking) + " on the topic " + topic + " is not allowed",
                        grant(servers, lacking, "--topic " + topic));
    }

    private Finding ofGroup() throws ExecutionException, InterruptedException {
        String group = settings.kafka().groupId();
        try {
            ConsumerGroupDescription described = admin.describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .all()
                    .get()
                    .get(group);
            Set<AclOperation> allowed = described == null ? null : described.authorizedOperations();
            int members = described == null ? 0 : described.members().size();
            return allowed == null || allowed.contains(AclOperation.READ)
                    ? Finding.ok(ABOUT, "read in the group " + group + " is allowed; its members: " + members)
                    : noGroup(group);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof AuthorizationException) {
                return noGroup(group);
            }
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                return Finding.ok(ABOUT, "describe in the group " + group + " is allowed; no worker was ever in it");
            }
            throw failure;
        }
    }

    private Finding noGroup(String group) {
        return Finding.failed(
                ABOUT,
                "read in the group " + group + " is not allowed",
                grant(servers(), EnumSet.of(AclOperation.READ), "--group " + group));
    }

    /* Whether such an id may be used can only be tried by a write. Whether it may be described is a good sign. */
    private Finding ofTransactions() throws ExecutionException, InterruptedException {
        String prefix = settings.kafka().groupId() + "-";
        try {
            admin.describeTransactions(List.of(prefix + "doctor")).all().get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof AuthorizationException) {
                return Finding.failed(
                        ABOUT,
                        "describe of transactional ids that begin with " + prefix + " is not allowed",
                        grant(
                                servers(),
                                EnumSet.of(AclOperation.WRITE, AclOperation.DESCRIBE),
                                "--transactional-id " + prefix + " --resource-pattern-type prefixed"));
            }
            if (!(failure.getCause() instanceof TransactionalIdNotFoundException)) {
                throw failure;
            }
        }
        return Finding.ok(
                ABOUT,
                "describe of transactional ids that begin with " + prefix
                        + " is allowed; write can only be tried by a worker");
    }

    private String servers() {
        return settings.kafka().bootstrapServers();
    }

    private static String grant(String servers, Set<AclOperation> operations, String resource) {
        return "kafka-acls.sh --bootstrap-server " + servers
                + " --add --allow-principal User:NAME"
                + operations.stream()
                        .map(operation -> " --operation " + SecurityUtils.operationName(operation))
                        .collect(Collectors.joining())
                + " " + resource;
    }

    private static String words(Set<AclOperation> operations) {
        return operations.stream()
                .map(operation -> operation.name().toLowerCase(Locale.ROOT).replace("_configs", " of settings"))
                .collect(Collectors.joining(", "));
    }
}
