package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.container.Brokers;
import io.metronome.sandbox.Broker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("container")
class TopicsIT {
    private static final Broker broker = Brokers.shared();

    @TempDir
    Path folder;

    @Test
    void checkNamesEveryMissingTopicAndTopicsMakesThem() throws Exception {
        Stage stage = Stage.set(folder, broker, "fresh");
        assertThat(stage.run("check")).isEqualTo(1);
        assertThat(stage.err().lines()).hasSize(5).allMatch(line -> line.endsWith("mend it with: metronome topics"));

        assertThat(stage.run("topics", "--partitions", "3", "--replication", "1"))
                .as(stage.err())
                .isZero();
        assertThat(stage.out().lines()).contains("Created fresh.ledger", "All five topics exist now");

        assertThat(stage.run("check")).as(stage.err()).isZero();
        assertThat(stage.out()).contains("the topics are as they have to be");
    }

    @Test
    void workersThatCreateTheTopicsAtOnceAllFindThem() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                Path own = Files.createDirectory(folder.resolve(round + "-" + worker));
                Stage stage = Stage.set(own, broker, "at-once-" + round);
                starts.add(CompletableFuture.runAsync(
                        () -> assertThat(stage.run("topics", "--partitions", "2", "--replication", "1"))
                                .as(stage.err())
                                .isZero()));
            }
            for (CompletableFuture<Void> start : starts) {
                start.get();
            }
        }
    }

    @Test
    void theLedgerGetsAsManyPartitionsAsTheCommandsTopicHas() throws Exception {
        Stage stage = Stage.set(folder, broker, "counted");
        assertThat(stage.run("topics", "--partitions", "5", "--replication", "1"))
                .isZero();
        assertThat(stage.run("topics", "--partitions", "9", "--replication", "1"))
                .isZero();
        try (Admin admin = admin()) {
            assertThat(partitions(admin, "counted.commands")).isEqualTo(5);
            assertThat(partitions(admin, "counted.ledger")).isEqualTo(5);
            assertThat(partitions(admin, "counted.control")).isEqualTo(1);
        }
    }

    @Test
    void checkNamesTheDifferencesAndTheCommandsThatMendThem() throws Exception {
        Stage stage = Stage.set(folder, broker, "bent");
        assertThat(stage.run("topics", "--partitions", "2", "--replication", "1"))
                .isZero();
        try (Admin admin = admin()) {
            set(admin, "bent.commands", "cleanup.policy", "compact");
            set(admin, "bent.ledger", "message.timestamp.type", "CreateTime");
            admin.createPartitions(Map.of("bent.commands", NewPartitions.increaseTo(4)))
                    .all()
                    .get();
        }
        assertThat(stage.run("check")).isEqualTo(1);
        assertThat(stage.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("Topic bent.commands: cleanup.policy is compact, allowed is delete"))
                .anyMatch(line -> line.contains("--entity-name bent.ledger")
                        && line.endsWith("--add-config message.timestamp.type=LogAppendTime"))
                .anyMatch(line -> line.contains("--alter --topic bent.ledger --partitions 4"));
    }

    private static void set(Admin admin, String topic, String key, String value) throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> change = Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
        admin.incrementalAlterConfigs(change).all().get();
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic)).topicNameValues().values().stream()
                .findFirst()
                .orElseThrow()
                .get()
                .partitions()
                .size();
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
