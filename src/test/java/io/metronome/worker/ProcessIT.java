package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process: what it says of a bad configuration, and with what code it ends. */
@Tag("container")
class ProcessIT {
    @TempDir
    private Path folder;

    @Test
    void namesEveryMistakeOfItsConfigurationAtOnce() throws Exception {
        Path instances = folder.resolve("instances.yaml");
        Files.write(
                instances,
                "instances:\n  - {id: \"1101000001\", token: \"x\", api-url: \"http://localhost\", delay: 15 parsecs}\n"
                        .getBytes(UTF_8));
        Path config = folder.resolve("metronome.yaml");
        Files.write(config, """
                metronome:
                  instances: {file: '%s'}
                  intake: {max-record-bytes: plenty, unknown-fields: ignore}
                  delivery: {timeout: 40s, time-out: 15s}
                """.formatted(instances).getBytes(UTF_8));
        try (ChildWorker worker = ChildWorker.start(folder, "run", "--config", config.toString())) {
            assertThat(worker.awaitEnd()).as("exit code").isEqualTo(2);
            assertThat(worker.err().lines())
                    .hasSize(5)
                    .anyMatch(line -> line.contains("metronome.yaml") && line.contains("plenty"))
                    .anyMatch(line -> line.contains("unknown-fields") && line.contains("refuse"))
                    .anyMatch(line -> line.contains("time-out") && line.contains("timeout"))
                    .anyMatch(line -> line.contains("shutdown-grace"))
                    .anyMatch(line -> line.contains("instances.yaml") && line.contains("15 parsecs"));
            assertThat(worker.out()).isEmpty();
        }
    }

    @Test
    void checkRefusesABoundThatItsHeapCannotHold() throws Exception {
        Path instances = folder.resolve("instances.yaml");
        Files.write(
                instances, "instances: [{id: 1101000001, token: t, api-url: \"http://localhost\"}]\n".getBytes(UTF_8));
        Map<String, String> defaults =
                Map.of("METRONOME_INSTANCES_FILE", instances.toString(), "METRONOME_INTAKE_MAX_PENDING_BYTES", "512MB");
        try (ChildWorker worker = ChildWorker.start(folder, defaults, "check")) {
            assertThat(worker.awaitEnd()).as("exit code").isEqualTo(2);
            assertThat(worker.err())
                    .contains("max-pending-bytes: found 512MB, which needs a heap of 799 MB")
                    .contains("and this JVM's heap has 2")
                    .contains("-Xmx799m");
        }
    }

    @Test
    @Tag("full")
    void endsWithZeroOnSigtermInTheMiddleOfItsWork() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, BenchConfig.of(Accounts.whatsapp(1)))) {
            for (int i = 0; i < 8; i++) {
                bench.office().put(List.of(TestCommand.status("status " + i, Accounts.id(1))));
            }
            try (ChildWorker worker = bench.child()) {
                bench.readReplies(2);
                assertThat(worker.stop()).as("exit code").isZero();
                assertThat(worker.out()).isEmpty();
            }
            assertThat(bench.office().takeAll()).hasSizeLessThan(8);
            bench.whileWorking(bench::readAllReplies);
            assertThat(bench.repeatsWithoutCause()).as("repeated calls").isZero();
            bench.assertAllKept();
        }
    }
}
