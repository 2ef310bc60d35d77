package io.metronome.worker;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Report;
import io.metronome.guarantee.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An API that answers whatever comes to its mind: every promise is kept all the same. {@code -Dmetronome.seed=N} repeats
 * a run's answers, {@code -Dmetronome.full=true} makes them ten times as many.
 */
@Tag("full")
class FuzzIT {
    private static final boolean FULL = Boolean.getBoolean("metronome.full");
    private static final int INSTANCES = FULL ? 400 : 100;
    private static final int EACH = FULL ? 60 : 24;
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration LIFE = Duration.ofSeconds(FULL ? 60 : 20);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    @Test
    void keepsEveryPromiseWhateverTheApiAnswers() throws Exception {
        long seed = Long.getLong("metronome.seed", System.nanoTime());
        List<EmulatedInstance> instances = Accounts.whatsapp(INSTANCES).stream()
                .map(instance -> instance.withDelay(PACE))
                .toList();
        BenchConfig setting = BenchConfig.of(instances)
                .configured("delivery: {timeout: %ds, retry: {max-attempts: 4, first-backoff: 50ms}}"
                        .formatted(TIMEOUT.toSeconds()));
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            Chaos chaos = new Chaos(seed, TIMEOUT.plusMillis(500));
            for (EmulatedInstance instance : instances) {
                for (int i = 0; i < EACH; i++) {
                    bench.api().emulator().fault(chaos.next().on("sendContact").at(instance.id()));
                }
            }
            bench.whileWorking(worker -> {
                bench.office().put(greetings(instances));
                bench.readAllReplies();
                bench.office().put(posts(instances));
                bench.readAllReplies();
            });
            tell(bench, seed);
            assertThat(bench.office().replies())
                    .as("seed %d", seed)
                    .allSatisfy(reply -> assertNoToken(reply, instances));
            bench.assertAllKeptOnceWarm();
        }
    }

    /** They meet no trouble: a cold start is none of the API's. */
    private static List<TestCommand> greetings(List<EmulatedInstance> instances) {
        return instances.stream()
                .map(instance -> TestCommand.status("greeting of " + instance.id(), instance.id()))
                .toList();
    }

    private static List<TestCommand> posts(List<EmulatedInstance> instances) {
        Instant end = Instant.now().plus(LIFE);
        List<TestCommand> posts = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (EmulatedInstance instance : instances) {
                String id = instance.id() + " " + i;
                TestCommand post = TestCommand.command(id, instance.id(), "sendContact", """
                        {"chatId":"79001110001@c.us","contact":{"phoneContact":79001234568,"firstName":"%s"}}""".formatted(id))
                        .expiring(end);
                posts.add(i % 5 == 0 ? post.with("onUnknown", "\"report\"") : post);
            }
        }
        return posts;
    }

    private static void assertNoToken(Received reply, List<EmulatedInstance> instances) {
        String said = reply.text() + reply.headers();
        instances.forEach(
                instance -> assertThat(said).doesNotContain(instance.token().reveal()));
    }

    private static void tell(WorkerBench bench, long seed) {
        Map<String, Long> ends = new TreeMap<>(bench.office().replies().stream()
                .collect(groupingBy(
                        reply -> reply.isDeadLetter() ? reply.header("metronome-reason") : ApiErrorCase.ACCEPTED,
                        counting())));
        Report report = bench.api().emulator().report();
        System.out.printf(
                "FuzzIT: seed %d, %,d commands, %,d calls, answers %s, ends %s, worst stall %d ms%n",
                seed,
                bench.office().posted().size(),
                report.calls(),
                report.callsByStatus(),
                ends,
                bench.stalls().worst().toMillis());
    }
}
