package io.metronome.simulation.scenarios;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import io.metronome.pacing.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A host that is down, or slow, is its instances' matter only. */
@ExtendWith(SilentLogs.class)
class HostsTest {
    private static final long SEED = Long.getLong("metronome.seed", 1);
    private static final Answer DOWN = new Answer.Again(0, "connection refused", 0, false);
    private static final Answer.Unknown BROKEN = new Answer.Unknown(502, "bad gateway");

    @AutoClose
    private final Scenario scenario = new Scenario();

    @Test
    void pausesAHostThatFailsForEverybodyAndBurnsNothing() {
        instances("3", 20, "http://down", DOWN);
        instances("4", 20, "http://fine", null);
        for (int i = 0; i < 50; i++) {
            produce("3", 20, i);
            produce("4", 20, i);
        }
        scenario.run(Duration.ofMinutes(1));
        assertThat(callsOf("4")).isEqualTo(1_000);
        int first = callsOf("3");
        assertThat(first).isLessThan(100);

        scenario.run(Duration.ofHours(1));
        assertThat(callsOf("3") - first).as("3 probes a minute").isBetween(60 * 2, 60 * 4);
        assertThat(scenario.reasons()).isEmpty();

        scenario.api().acceptAll();
        scenario.run(Duration.ofMinutes(3));
        assertThat(scenario.results()).hasSize(2_000);
        assertThat(scenario.reasons()).isEmpty();
    }

    @Test
    void holdsUpNoOtherInstanceWhenOnlyOneFails() {
        instances("3", 1, "http://same", BROKEN);
        instances("4", 1, "http://same", null);
        for (int i = 0; i < 200; i++) {
            produce("3", 1, i);
        }
        for (int minute = 0; minute < 10; minute++) {
            scenario.run(Duration.ofMinutes(1));
            produce("4", 1, minute);
            scenario.run(Duration.ofMillis(900));
            assertThat(callsOf("4")).as("one-time codes sent at once").isEqualTo(minute + 1);
        }
    }

    @Test
    void burnsNothingOfTwoInstancesOnAHostThatIsDown() {
        instances("3", 2, "http://down", DOWN);
        for (int i = 0; i < 200; i++) {
            scenario.status("30", "a campaign " + i);
        }
        for (int minute = 0; minute < 30; minute++) {
            scenario.run(Duration.ofMinutes(1));
            scenario.status("31", "one a minute " + minute);
        }
        int before = scenario.reasons().size();
        assertThat(before).as("before ten calls had failed").isLessThanOrEqualTo(2);
        scenario.api().acceptAll();
        scenario.run(Duration.ofMinutes(5));
        assertThat(scenario.results()).hasSize(230 - before);
        assertThat(pausedHosts()).isEmpty();
    }

    @Test
    void tellsOfThePauseForAsLongAsTheHostFails() {
        // So many that the host is paused before a command has used up its attempts.
        instances("3", 6, "http://down", DOWN);
        instances("4", 2, "http://fine", null);
        for (int i = 0; i < 50; i++) {
            produce("3", 6, i);
            produce("4", 2, i);
        }
        scenario.runUntil(() -> pausedHosts().contains("http://down"));
        for (int second = 0; second < 3_600; second++) {
            assertThat(pausedHosts()).as("after %d s", second).containsExactly("http://down");
            scenario.run(Duration.ofSeconds(1));
        }
        scenario.api().acceptAll();
        scenario.run(Duration.ofMinutes(3));
        assertThat(scenario.results()).hasSize(400);
        assertThat(pausedHosts()).isEmpty();
    }

    @Test
    void tellsOfNoPauseWhileOneInstanceFailsAndAnotherCallsTheSameHost() {
        instances("3", 1, "http://same", BROKEN);
        instances("4", 1, "http://same", null);
        for (int i = 0; i < 50; i++) {
            produce("3", 1, i);
        }
        scenario.runUntil(() -> pausedHosts().contains("http://same"));
        produce("4", 1, 0);
        scenario.run(Duration.ofSeconds(2));
        assertThat(pausedHosts()).as("calls go there").isEmpty();
        for (int minute = 0; minute < 30; minute++) {
            produce("4", 1, minute + 1);
            scenario.run(Duration.ofMinutes(1));
            assertThat(pausedHosts()).as("after %d minutes", minute).isEmpty();
        }
        assertThat(callsOf("4")).isEqualTo(31);
    }

    @Test
    void knowsSinceWhenTheFirstCommandLacksNothingButCapacity() {
        scenario.configuration().maxInFlight(1);
        scenario.restart().run(Duration.ofSeconds(10));
        instances("4", 3, "http://slow", null);
        for (int i = 0; i < 3; i++) {
            scenario.api().latency("4" + i, Duration.ofSeconds(8));
        }
        scenario.status("40", "takes the capacity").run(Duration.ofSeconds(2));
        assertThat(overdue()).as("nothing waits").isZero();
        scenario.status("41", "due at once").run(Duration.ofSeconds(1));
        scenario.status("42", "due later").run(Duration.ofSeconds(2));
        assertThat(overdue()).isBetween(2.9, 3.0);
        scenario.run(Duration.ofSeconds(6));
        assertThat(overdue()).as("the first one goes, the second one waits").isBetween(7.9, 8.1);
        scenario.run(Duration.ofMinutes(1));
        assertThat(overdue()).isZero();
    }

    private double overdue() {
        long due = scenario.stats().oldestDueNanos();
        return due == Pace.FAR ? 0 : (scenario.worker().host().now(NANOSECONDS) - due) / 1e9;
    }

    @Test
    void doesNotTakeInstancesThatFailForTheirHost() {
        instances("3", 10, "http://same", BROKEN);
        instances("4", 90, "http://same", null);
        for (int i = 0; i < 50; i++) {
            produce("3", 10, i);
            produce("4", 90, i);
        }
        scenario.run(Duration.ofSeconds(52));
        assertThat(callsOf("4")).as("no slot is lost").isEqualTo(90 * 50);
    }

    @Test
    void givesASlowHostNoMoreThanItsShare() {
        instances("3", 200, "http://slow", null);
        instances("4", 20, "http://fast", null);
        for (int i = 0; i < 200; i++) {
            scenario.api().latency("3" + i, Duration.ofSeconds(15));
        }
        produce("4", 1, 0);
        for (int i = 0; i < 20; i++) {
            produce("3", 200, i);
        }
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.stats().inFlight())
                .as("borrowed, but for the spare eighth")
                .isEqualTo(56);
        for (int i = 0; i < 40; i++) {
            produce("4", 20, i);
        }
        scenario.run(Duration.ofSeconds(1));
        assertThat(callsOf("4")).as("each at once").isGreaterThan(20);
        scenario.run(Duration.ofSeconds(42));
        assertThat(callsOf("4")).isEqualTo(801);
        assertThat(callsOf("3")).isGreaterThan(64);
    }

    @Test
    void losesNoSlotOf900InstancesWhile100MisbehaveInEveryWay() {
        scenario.configuration().maxInFlight(256);
        scenario.restart().run(Duration.ofSeconds(10));
        Random random = new Random(SEED);
        List<Answer> wrongs = List.of(
                DOWN,
                BROKEN,
                new Answer.Unknown(0, "no answer"),
                new Answer.Again(429, "too many", 60_000, true),
                new Answer.Refused(400, "bad request data"),
                new Answer.Forbidden("no access"),
                new Answer.Held(400, "starting", HoldReason.STARTING),
                new Answer.Held(401, "token", HoldReason.TOKEN_REFUSED),
                new Answer.Held(466, "quota", HoldReason.QUOTA),
                new Answer.Held(400, "deleted", HoldReason.DELETED));
        HoldReason[] reasons = HoldReason.values();
        instances("4", 900, "http://localhost", null);
        instances("3", 100, "http://localhost", null);
        for (int i = 0; i < 100; i++) {
            scenario.api().answerAlways("3" + i, wrongs.get(i % wrongs.size()));
            if (random.nextBoolean()) {
                HoldReason reason = reasons[random.nextInt(reasons.length)];
                scenario.api().state("3" + i, new InstanceState.Held(reason, "its state", 0));
            }
            scenario.api().latency("3" + i, Duration.ofMillis(10 + random.nextInt(15_000)));
        }
        for (int i = 0; i < 900; i++) {
            scenario.status("4" + i, "first").status("3" + i % 100, "m" + i).run(Duration.ofMillis(1));
        }
        scenario.run(Duration.ofSeconds(10));
        int before = callsOf("4");
        for (int i = 0; i < 900; i++) {
            for (int n = 0; n < 30; n++) {
                scenario.status("4" + i, "m" + n);
            }
            scenario.run(Duration.ofMillis(1));
        }
        scenario.run(Duration.ofSeconds(31));
        assertThat(callsOf("4") - before).as("seed %d", SEED).isEqualTo(900 * 30);
        for (int i = 0; i < 900; i++) {
            List<Long> all = scenario.api().times("4" + i);
            List<Long> times = all.subList(1, all.size());
            long worst = IntStream.range(1, times.size())
                    .mapToLong(at -> times.get(at) - times.get(at - 1))
                    .max()
                    .orElse(0);
            assertThat(worst).as("seed %d", SEED).isEqualTo(1_000);
        }
    }

    private Set<String> pausedHosts() {
        return scenario.worker().told().pausedHosts();
    }

    private int callsOf(String kind) {
        return (int) scenario.api().calls().stream()
                .filter(call -> call.instance().startsWith(kind))
                .count();
    }

    private void instances(String kind, int count, String host, @Nullable Answer always) {
        for (int i = 0; i < count; i++) {
            scenario.api().delay(kind + i, Duration.ofSeconds(1));
            scenario.configuration().host(kind + i, host);
            if (always != null) {
                scenario.api().answerAlways(kind + i, always);
            }
        }
    }

    private void produce(String kind, int count, int message) {
        for (int i = 0; i < count; i++) {
            scenario.status(kind + i, "m" + message);
        }
    }
}
