package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Priority;
import io.metronome.emulator.Fault;
import io.metronome.emulator.RecordedCall;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rate limits that the API names: they are kept for that method of that instance, and for no other. */
class LimitsIT {
    private static final String STOPPED = Accounts.id(1);
    private static final String SLOWED = Accounts.id(2);
    private static final String FREE = Accounts.id(3);

    @TempDir
    private Path folder;

    @Test
    void stopsAndSlowsOneMethodOfOneInstance() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, BenchConfig.of(Accounts.whatsapp(3)))) {
            bench.api()
                    .emulator()
                    .fault(Fault.answering(429, "Too Many Requests")
                            .withHeader("Retry-After", "3")
                            .on("sendTextStatus")
                            .at(STOPPED));
            bench.api()
                    .emulator()
                    .fault(Fault.delaying(Duration.ZERO)
                            .withHeader("X-RateLimit-Remaining", "0")
                            .withHeader("X-RateLimit-Replenish-Rate", "0.5")
                            .on("sendTextStatus")
                            .at(SLOWED)
                            .times(100));
            bench.office().put(posts());
            bench.whileWorking(bench::readAllReplies);

            List<RecordedCall> stopped = calls(bench, STOPPED, "sendTextStatus");
            assertThat(stopped).extracting(RecordedCall::status).containsExactly(429, 200, 200);
            Duration stall = bench.stalls().worst().multipliedBy(4);
            assertThat(between(stopped, 0))
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6).plus(stall));
            assertThat(stopped.get(1).body()).as("first as before").contains("first of");
            assertThat(calls(bench, STOPPED, "sendTyping"))
                    .as("another method, in another priority, goes on meanwhile")
                    .singleElement()
                    .satisfies(typing -> assertThat(typing.arrivedAt())
                            .isBefore(stopped.get(1).arrivedAt()));
            List<RecordedCall> slowed = calls(bench, SLOWED, "sendTextStatus");
            assertThat(slowed).hasSize(2);
            assertThat(between(slowed, 0))
                    .as("0.5 a second, with a margin")
                    .isBetween(Duration.ofMillis(2_400), Duration.ofSeconds(5).plus(stall));
            List<RecordedCall> free = calls(bench, FREE, "sendTextStatus");
            assertThat(between(free, 0)).isLessThan(Duration.ofSeconds(2).plus(stall));
            assertThat(bench.api().emulator().report().tooManyRequests())
                    .as("429s that the limits gave")
                    .isZero();
            bench.assertAllKept();
        }
    }

    private static List<TestCommand> posts() {
        List<TestCommand> posts = new ArrayList<>();
        for (String instance : List.of(STOPPED, SLOWED, FREE)) {
            posts.add(TestCommand.status("first of " + instance, instance));
            posts.add(TestCommand.status("second of " + instance, instance));
        }
        posts.add(TestCommand.command("typing", STOPPED, "sendTyping", "{\"chatId\":\"79001110000@c.us\"}")
                .in(Priority.BULK));
        return posts;
    }

    private static List<RecordedCall> calls(WorkerBench bench, String instance, String method) {
        return bench.api().emulator().calls(instance).stream()
                .filter(call -> call.method().equals(method))
                .toList();
    }

    private static Duration between(List<RecordedCall> calls, int first) {
        Instant from = calls.get(first).arrivedAt();
        return Duration.between(from, calls.get(first + 1).arrivedAt());
    }
}
