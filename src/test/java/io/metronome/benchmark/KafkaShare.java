package io.metronome.benchmark;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** The records and bytes that a run of metronome left in its topics. */
record KafkaShare(EngineSetup setup) {
    /** Adds the records for each command, transaction markers included, and their bytes, on one replica. */
    void addTo(Figures figures, String scenario, String row) throws InterruptedException {
        double commands = setup.workload().commands();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", setup.bootstrapServers()))) {
            for (String topic : new String[] {"commands", "results", "ledger"}) {
                String name = topic.equals("commands")
                        ? setup.topics().commands()
                        : setup.topics().run() + "." + topic;
                figures.add(scenario, row, topic + ": records for each command", records(admin, name) / commands);
                figures.add(scenario, row, topic + ": bytes for each command", bytes(admin, name) / commands);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not say what the topics hold", e);
        }
    }

    private static double records(Admin admin, String topic) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> question = IntStream.range(0, RunTopics.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(question).all().get().values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    private static double bytes(Admin admin, String topic) throws InterruptedException, ExecutionException {
        int broker = admin.describeCluster().nodes().get().stream()
                .mapToInt(Node::id)
                .min()
                .orElseThrow();
        return admin.describeLogDirs(List.of(broker)).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(topic))
                .map(Map.Entry::getValue)
                .mapToLong(ReplicaInfo::size)
                .sum();
    }
}
