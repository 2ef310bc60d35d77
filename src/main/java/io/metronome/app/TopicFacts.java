package io.metronome.app;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A topic as it is in the cluster.
 *
 * @param id the id that Kafka gave the topic when it was created
 * @param replication the replicas of its first partition
 * @param settings every setting in force, including the cluster's defaults
 */
record TopicFacts(String id, int partitions, int replication, Map<String, String> settings) {

    /** The facts of those topics that exist. */
    static Map<String, TopicFacts> of(Admin admin, Collection<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, TopicFacts> facts = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> entry :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                TopicDescription description = entry.getValue().get();
                int replicas = description.partitions().getFirst().replicas().size();
                Map<String, String> settings = settings(admin, entry.getKey());
                facts.put(
                        entry.getKey(),
                        new TopicFacts(
                                description.topicId().toString(),
                                description.partitions().size(),
                                replicas,
                                settings));
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure;
                }
            }
        }
        return facts;
    }

    private static Map<String, String> settings(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        Map<String, String> settings = new HashMap<>();
        if (config != null) {
            config.entries().forEach(entry -> {
                if (entry.value() != null) {
                    settings.put(entry.name(), entry.value());
                }
            });
        }
        return settings;
    }

    /** Whether the topic has never had a record. */
    boolean untouched(Admin admin, String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return admin.listOffsets(ends).all().get().values().stream().allMatch(end -> end.offset() == 0);
    }

    /** The largest record batch that the topic accepts, in bytes. */
    long maxMessageBytes() {
        return Long.parseLong(settings.getOrDefault("max.message.bytes", "1048588"));
    }
}
