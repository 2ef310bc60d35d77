package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.guarantee.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instances file loses an instance while its commands wait, and names it again. */
@Tag("full")
class InstancesFileIT {
    private static final int COMMANDS = 10;
    private static final String LOST = Accounts.id(1);

    @TempDir
    private Path folder;

    @Test
    void anInstanceThatComesBackIsServedSoonAndNoCommandIsLost() throws Exception {
        BenchConfig setting =
                BenchConfig.of(Accounts.whatsapp(2)).ownDelay(LOST, "4s").configured("instances.shrink: allow");
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            bench.office()
                    .put(IntStream.range(0, COMMANDS)
                            .mapToObj(i -> TestCommand.status("status " + i, LOST))
                            .toList());
            Path file = folder.resolve("instances.yaml");
            String whole = Files.readString(file);
            bench.whileWorking(worker -> {
                bench.readReplies(1);
                replace(file, whole.lines().filter(line -> !line.contains(LOST)).collect(Collectors.joining("\n")));
                bench.readUntil(() -> Metrics.sum(worker.url(), "metronome_instances_configured") == 1);
                int before = bench.office().takeAll().size();
                assertThat(before).as("replies before the instance was lost").isLessThan(COMMANDS - 1);

                replace(file, whole);
                bench.readAllReplies();
                assertThat(Metrics.sum(worker.url(), "metronome_instances_configured"))
                        .isEqualTo(2);
            });
            assertThat(bench.office().replies()).noneMatch(Received::isDeadLetter);
            bench.assertAllKept();
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next.yaml"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
