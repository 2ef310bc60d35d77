package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker dies without a word, and another takes over. */
@Tag("container")
class KillIT {
    private static final int INSTANCES = 8;
    private static final int EACH = 14;
    /* At most one call in flight, and by its pace two that were answered in the second that may be unsaved. */
    private static final int REPEATED_EACH = 3;

    @TempDir
    private Path folder;

    @Test
    void answersEveryCommandOnceAlthoughAWorkerWasKilled() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, BenchConfig.of(Accounts.whatsapp(INSTANCES)))) {
            bench.office().put(backlog());
            try (ChildWorker first = bench.child(Fleet.SHORT_SESSION)) {
                bench.readReplies(INSTANCES * EACH / 3);
                first.kill();
            }
            assertThat(bench.office().takeAll()).hasSizeLessThan(INSTANCES * EACH);
            try (ChildWorker second = bench.child()) {
                bench.readAllReplies();
                assertThat(second.stop()).as("exit code after SIGTERM").isZero();
            }
            long repeated = bench.api().repeated();
            System.out.println("KillIT: " + repeated + " calls were repeated");
            assertThat(repeated).isLessThanOrEqualTo(INSTANCES * REPEATED_EACH);
            bench.assertAllKept();
        }
    }

    private static List<TestCommand> backlog() {
        List<TestCommand> posts = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (int instance = 1; instance <= INSTANCES; instance++) {
                posts.add(TestCommand.status(instance + " " + i, Accounts.id(instance)));
            }
        }
        return posts;
    }
}
