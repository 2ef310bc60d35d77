package io.metronome.worker;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.sun.management.OperatingSystemMXBean;
import io.metronome.guarantee.AllGuarantees;
import io.metronome.guarantee.CallSeen;
import io.metronome.guarantee.EveryCommandAnsweredOnce;
import io.metronome.guarantee.GapKeptAtTheApi;
import io.metronome.guarantee.GapKeptInReplies;
import io.metronome.guarantee.OrderPerInstanceAndPriority;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many instances at once, each at its own pace; {@code -Dmetronome.full=true} makes them a thousand. */
class PaceIT {
    private static final boolean FULL = Boolean.getBoolean("metronome.full");
    private static final int INSTANCES = FULL ? 1_000 : 200;
    private static final int EACH = FULL ? 40 : 9;
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofMillis(60);
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    @Test
    void keepsEveryPaceUnderLoad() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES)).answersAfter(ANSWER);
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            bench.office().put(backlog());
            long cpu = cpuNanos();
            long start = System.nanoTime();
            bench.whileWorking(bench::readAllReplies);
            double cores = (double) (cpuNanos() - cpu) / (System.nanoTime() - start);
            List<CallSeen> warm = warm(bench.api().calls());
            tell(warm, cores, bench.stalls().worst());
            bench.assertKept(
                    AllGuarantees.of(
                            new EveryCommandAnsweredOnce(), new OrderPerInstanceAndPriority(), new GapKeptInReplies()),
                    bench.api().calls());
            bench.assertKept(new GapKeptAtTheApi(bench.jitter(warm)), warm);
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

    /** The calls later than three seconds after every instance's first: classes are loaded, connections open. */
    private static List<CallSeen> warm(List<CallSeen> calls) {
        Map<String, Instant> first = new HashMap<>();
        calls.forEach(call -> first.putIfAbsent(call.instance(), call.at()));
        Instant begin = Collections.max(first.values()).plus(WARM_UP);
        return calls.stream().filter(call -> call.at().isAfter(begin)).toList();
    }

    private static void tell(List<CallSeen> calls, double cores, Duration stall) {
        LongSummaryStatistics gaps = new LongSummaryStatistics();
        LongSummaryStatistics runs = new LongSummaryStatistics();
        for (List<CallSeen> own :
                calls.stream().collect(groupingBy(CallSeen::instance, toList())).values()) {
            long run = 0;
            for (int i = 1; i < own.size(); i++) {
                long gap =
                        Duration.between(own.get(i - 1).at(), own.get(i).at()).toMillis();
                gaps.accept(gap);
                run = Math.max(0, run + PACE.toMillis() - gap);
                runs.accept(run);
            }
        }
        System.out.printf(
                "PaceIT: %,d instances, at the API after %d s: gaps of %d ms at the least, %.1f ms on average, %d ms at the most;"
                        + " the worst run %d ms short; %.2f cores busy (worker, broker and API), worst stall %d ms%n",
                INSTANCES,
                WARM_UP.toSeconds(),
                gaps.getMin(),
                gaps.getAverage(),
                gaps.getMax(),
                runs.getMax(),
                cores,
                stall.toMillis());
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
