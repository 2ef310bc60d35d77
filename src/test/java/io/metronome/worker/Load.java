package io.metronome.worker;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Commands without end for so many instances, put there in rounds. */
final class Load {
    private final WorkerBench bench;
    private final int instances;
    private int rounds;

    Load(WorkerBench bench, int instances) {
        this.bench = bench;
        this.instances = instances;
    }

    /** So many more commands for each instance, the instances in turn. */
    void put(int each) throws ExecutionException, InterruptedException {
        List<TestCommand> posts = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            for (int instance = 1; instance <= instances; instance++) {
                posts.add(TestCommand.status(instance + " " + rounds, Accounts.id(instance)));
            }
            rounds++;
        }
        bench.office().put(posts);
    }

    /** Puts more if the instances have, on average, less than that many waiting. */
    void keep(int each) throws ExecutionException, InterruptedException {
        int waiting = (bench.office().posted().size() - bench.office().answered()) / instances;
        if (waiting < each) {
            put(each - waiting);
        }
    }

    /** Waits until many calls have just come, so that what is done next meets them under way. */
    void rush() {
        long before = calls();
        await().atMost(WorkerBench.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> calls() >= before + Math.max(2, instances / 6));
    }

    private long calls() {
        return bench.api().emulator().report().callsByMethod().getOrDefault("sendTextStatus", 0L);
    }

    /** Reads until so many more commands of each instance have their reply, on average. */
    void flow(int each) throws ExecutionException, InterruptedException {
        keep(each);
        bench.readReplies(bench.office().answered() + each * instances);
    }
}
