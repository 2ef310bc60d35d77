package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Priority;
import io.metronome.guarantee.CallSeen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jitter, hours and a daily cap on a real broker, through three workers that are killed. */
@Tag("full")
class PaceRulesIT {
    private static final String CAPPED = Accounts.id(1);
    private static final String OPENING = Accounts.id(2);
    private static final String CLOSED = Accounts.id(3);
    private static final int CAP = 9;
    private static final int EACH = 14;
    private static final Duration UNTIL_OPEN = Duration.ofSeconds(45);

    @TempDir
    private Path folder;

    @Test
    void areKeptThroughKills() throws Exception {
        Instant opening = nextMinute(Instant.now().plus(UNTIL_OPEN));
        try (WorkerBench bench = new WorkerBench(folder, rules(opening));
                Fleet fleet = new Fleet(bench, 1, Fleet.SHORT_SESSION)) {
            bench.office().put(backlog());
            for (int kill = 1; kill <= 2; kill++) {
                ChildWorker worker = fleet.add();
                awaitCalls(bench, CAPPED, 3 * kill);
                fleet.kill(worker);
            }
            ChildWorker third = fleet.add();
            bench.readUntil(() -> accepted(bench, OPENING) >= 4);
            fleet.kill(third);
            fleet.add();
            // Of the capped instance: the cap, and the one of high priority that the cap does not hold back.
            bench.readUntil(() -> accepted(bench, OPENING) == EACH && accepted(bench, CAPPED) == CAP);
            bench.office().put(List.of(TestCommand.status("code", CAPPED).in(Priority.HIGH)));
            bench.readUntil(() -> accepted(bench, CAPPED) == CAP + 1);
            fleet.stopAll();
            assertThat(bodies(bench, CAPPED))
                    .as("commands that the API was given")
                    .isEqualTo(CAP + 1);
            assertThat(bench.api().calls(OPENING)).allMatch(call -> !call.at().isBefore(opening));
            assertThat(bench.api().calls(CLOSED)).isEmpty();
            bench.assertPaceKept();
        }
    }

    /* The day must not end during the test. */
    private static ZoneId zone() {
        return Instant.now().atZone(ZoneOffset.UTC).getHour() == 23 ? ZoneId.of("UTC+6") : ZoneOffset.UTC;
    }

    private static BenchConfig rules(Instant opening) {
        Instant otherDay = opening.plus(Duration.ofDays(2));
        return BenchConfig.of(Accounts.whatsapp(3))
                .partitions(1)
                .own(
                        CAPPED,
                        "jitter: 50%, per-day: " + CAP + ", hours: {zone: " + zone() + ", mon-sun: \"00:00-24:00\"}")
                .own(OPENING, "jitter: 30%, hours: " + hours(opening, opening.plus(Duration.ofHours(1))))
                .own(CLOSED, "hours: " + hours(otherDay, otherDay.plus(Duration.ofMinutes(1))));
    }

    /* Windows of one day of the week; one that ends on the next day is written as the file has it. */
    private static String hours(Instant from, Instant to) {
        ZoneId zone = zone();
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(zone);
        String day = from.atZone(zone).getDayOfWeek().name().substring(0, 3).toLowerCase(Locale.ROOT);
        return "{zone: %s, %s: \"%s-%s\"}".formatted(zone, day, time.format(from), time.format(to));
    }

    private static Instant nextMinute(Instant moment) {
        return Instant.ofEpochSecond(Math.ceilDiv(moment.getEpochSecond(), 60) * 60);
    }

    private static List<TestCommand> backlog() {
        List<TestCommand> commands = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            commands.add(TestCommand.status("capped-" + i, CAPPED));
            commands.add(TestCommand.status("opening-" + i, OPENING));
        }
        commands.add(TestCommand.status("closed", CLOSED));
        return commands;
    }

    private static void awaitCalls(WorkerBench bench, String instance, int calls) {
        await().atMost(WorkerBench.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> bench.api().calls(instance).size() >= calls);
    }

    private static long accepted(WorkerBench bench, String instance) {
        return bench.office().replies().stream()
                .filter(reply -> !reply.isDeadLetter())
                .filter(reply -> reply.json().path("idInstance").asString("").equals(instance))
                .count();
    }

    private static long bodies(WorkerBench bench, String instance) {
        return bench.api().calls(instance).stream()
                .map(CallSeen::body)
                .distinct()
                .count();
    }
}
