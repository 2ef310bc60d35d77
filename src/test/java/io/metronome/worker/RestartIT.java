package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker stops in the middle of its work, and another goes on as if nothing had been. */
@Tag("container")
@Tag("full")
class RestartIT {
    private static final int INSTANCES = 8;
    private static final int EACH = 14;
    private static final String SLOW = Accounts.id(INSTANCES);

    @TempDir
    private Path folder;

    @Test
    void goesOnWhereTheWorkerBeforeStopped() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES)).ownDelay(SLOW, "20m");
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            List<TestCommand> backlog = backlog();
            bench.office().put(backlog);
            bench.office().put(List.of(TestCommand.status("slow 1", SLOW)));
            bench.whileWorking(() -> bench.readReplies(backlog.size() / 3));
            int before = bench.office().takeAll().size();
            assertThat(before).isLessThan(backlog.size());
            bench.office().putAside(TestCommand.status("slow 2", SLOW));
            bench.whileWorking(bench::readAllReplies);
            assertThat(bench.api().calls(SLOW))
                    .as("calls of an instance with a delay of 20 min")
                    .hasSize(1);
            assertThat(bench.repeatsWithoutCause()).as("repeated calls").isZero();
            bench.assertAllKept();
        }
    }

    private static List<TestCommand> backlog() {
        List<TestCommand> posts = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (int instance = 1; instance < INSTANCES; instance++) {
                posts.add(TestCommand.status(instance + " " + i, Accounts.id(instance)));
            }
        }
        return posts;
    }
}
