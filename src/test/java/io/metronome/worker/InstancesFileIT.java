package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.emulator.AccountState;
import io.metronome.emulator.Emulator;
import io.metronome.guarantee.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instances file loses an instance while its commands wait, and names it again. */
@Tag("full")
class InstancesFileIT {
    private static final int COMMANDS = 10;
    private static final int OTHERS = 4;
    private static final String LOST = Accounts.id(1);
    private static final String NAMED = Accounts.id(2);

    @TempDir
    private Path folder;

    @Test
    void anInstanceThatComesBackIsServedAndNoCommandIsLost() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(2))
                .ownDelay(LOST, "4s")
                .ownDelay(NAMED, "4s")
                .configured("instances.shrink: allow");
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            bench.office().put(statuses(LOST, COMMANDS));
            Path file = folder.resolve("instances.yaml");
            String whole = Files.readString(file);
            bench.whileWorking(worker -> {
                bench.readReplies(1);
                replace(file, without(LOST, whole));
                bench.readUntil(() -> Metrics.sum(worker.url(), "metronome_instances_configured") == 1);
                long before = answered(bench, LOST);
                assertThat(before).as("replies before the instance was lost").isLessThan(COMMANDS - 1);

                // Its own turns would have come meanwhile.
                bench.office().put(statuses(NAMED, OTHERS));
                bench.readUntil(() -> answered(bench, NAMED) == OTHERS);
                assertThat(answered(bench, LOST))
                        .as("replies while it is lost, one of them to a call that was under way")
                        .isLessThanOrEqualTo(before + 1);

                replace(file, whole);
                bench.readAllReplies();
            });
            assertThat(bench.office().replies()).noneMatch(Received::isDeadLetter);
            bench.assertAllKept();
        }
    }

    /** No turn of its lane wakes it: its state has to be asked for again when the file names it again. */
    @Test
    void aHeldInstanceThatComesBackIsAskedForItsStateAgain() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(2)).configured("instances.shrink: allow");
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            Emulator api = bench.api().emulator();
            List.of(LOST, NAMED).forEach(one -> api.state(one, AccountState.STARTING));
            bench.office().put(statuses(LOST, OTHERS));
            bench.office().put(statuses(NAMED, OTHERS));
            Path file = folder.resolve("instances.yaml");
            String whole = Files.readString(file);
            bench.whileWorking(worker -> {
                bench.readUntil(() -> Metrics.sum(worker.url(), "metronome_instances{state=\"starting\"") == 2);
                replace(file, without(LOST, whole));
                bench.readUntil(() -> Metrics.sum(worker.url(), "metronome_instances_configured") == 1);

                // Both were held at the same time, so the moments at which they are asked come at about the same time.
                long asked = questions(api, NAMED);
                bench.readUntil(() -> questions(api, NAMED) >= asked + 2);
                long before = questions(api, LOST);
                List.of(LOST, NAMED).forEach(one -> api.state(one, AccountState.AUTHORIZED));
                bench.readUntil(() -> answered(bench, NAMED) == OTHERS);
                assertThat(questions(api, LOST))
                        .as("questions while it is lost")
                        .isEqualTo(before);

                replace(file, whole);
                bench.readAllReplies();
            });
            assertThat(bench.office().replies()).noneMatch(Received::isDeadLetter);
            bench.assertAllKept();
        }
    }

    private static long questions(Emulator api, String instance) {
        return api.calls(instance).stream()
                .filter(call -> call.method().equals("getStateInstance"))
                .count();
    }

    private static String without(String instance, String whole) {
        return whole.lines().filter(line -> !line.contains(instance)).collect(Collectors.joining("\n"));
    }

    private static List<TestCommand> statuses(String instance, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestCommand.status(instance + " " + i, instance))
                .toList();
    }

    private static long answered(WorkerBench bench, String instance) {
        return bench.office().takeAll().stream()
                .filter(reply -> reply.key() != null && instance.equals(new String(reply.key(), UTF_8)))
                .count();
    }

    private static void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next.yaml"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
