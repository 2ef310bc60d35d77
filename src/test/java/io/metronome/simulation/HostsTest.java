package io.metronome.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A host that is down, or slow, is its instances' matter only. */
class HostsTest {
    private static final Answer DOWN = new Answer.Again(0, "connection refused", 0, false);
    private static final Answer.Unknown BROKEN = new Answer.Unknown(502, "bad gateway");

    private final World world = new World();

    @Test
    void pausesAHostThatFailsForEverybodyAndBurnsNothing() {
        instances("3", 20, "http://down", DOWN);
        instances("4", 20, "http://fine", null);
        for (int i = 0; i < 50; i++) {
            produce("3", 20, i);
            produce("4", 20, i);
        }
        world.run(Duration.ofSeconds(60));
        assertThat(callsOf("4")).isEqualTo(1_000);
        int first = callsOf("3");
        assertThat(first).isLessThan(100);

        world.run(Duration.ofHours(2));
        assertThat(callsOf("3") - first).as("3 probes a minute").isBetween(120 * 2, 120 * 4);
        assertThat(world.reasons()).isEmpty();

        world.api.always.clear();
        world.run(Duration.ofMinutes(3));
        assertThat(world.replies("results")).hasSize(2_000);
        assertThat(world.reasons()).isEmpty();
    }

    @Test
    void doesNotTakeInstancesThatFailForTheirHost() {
        instances("3", 10, "http://same", BROKEN);
        instances("4", 90, "http://same", null);
        for (int i = 0; i < 50; i++) {
            produce("3", 10, i);
            produce("4", 90, i);
        }
        world.run(Duration.ofSeconds(52));
        assertThat(callsOf("4")).as("no slot is lost").isEqualTo(90 * 50);
    }

    @Test
    void givesASlowHostNoMoreThanItsShare() {
        instances("3", 200, "http://slow", null);
        instances("4", 20, "http://fast", null);
        for (int i = 0; i < 200; i++) {
            world.api.latencies.put("3" + i, Duration.ofSeconds(15));
        }
        produce("4", 1, 0);
        for (int i = 0; i < 20; i++) {
            produce("3", 200, i);
        }
        world.run(Duration.ofSeconds(5));
        assertThat(world.tally().inFlight())
                .as("borrowed, but for the spare eighth")
                .isEqualTo(56);
        for (int i = 0; i < 40; i++) {
            produce("4", 20, i);
        }
        world.run(Duration.ofSeconds(1));
        assertThat(callsOf("4")).as("each at once").isGreaterThan(20);
        world.run(Duration.ofSeconds(42));
        assertThat(callsOf("4")).isEqualTo(801);
        assertThat(callsOf("3")).isGreaterThan(64);
    }

    @Test
    void losesNoSlotOf900InstancesWhile100MisbehaveInEveryWay() {
        world.maxInFlight = 256;
        world.restart();
        long seed = System.nanoTime();
        Random random = new Random(seed);
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
            world.api.always.put("3" + i, wrongs.get(i % wrongs.size()));
            if (random.nextBoolean()) {
                HoldReason reason = reasons[random.nextInt(reasons.length)];
                world.api.states.put("3" + i, new InstanceState.Held(reason, "its state", 0));
            }
            world.api.latencies.put("3" + i, Duration.ofMillis(10 + random.nextInt(15_000)));
        }
        for (int i = 0; i < 900; i++) {
            world.status("4" + i, "first").status("3" + i % 100, "m" + i).run(Duration.ofMillis(1));
        }
        world.run(Duration.ofSeconds(10));
        int before = callsOf("4");
        for (int i = 0; i < 900; i++) {
            for (int n = 0; n < 60; n++) {
                world.status("4" + i, "m" + n);
            }
            world.run(Duration.ofMillis(1));
        }
        world.run(Duration.ofSeconds(61));
        assertThat(callsOf("4") - before).as("seed %d", seed).isEqualTo(900 * 60);
        for (int i = 0; i < 900; i++) {
            List<Long> all = world.api.times("4" + i);
            List<Long> times = all.subList(1, all.size());
            long worst = IntStream.range(1, times.size())
                    .mapToLong(at -> times.get(at) - times.get(at - 1))
                    .max()
                    .orElse(0);
            assertThat(worst).as("seed %d", seed).isEqualTo(1_000);
        }
    }

    private int callsOf(String kind) {
        return (int) world.api.calls.stream()
                .filter(call -> call.instance().startsWith(kind))
                .count();
    }

    private void instances(String kind, int count, String host, @Nullable Answer always) {
        for (int i = 0; i < count; i++) {
            world.api.delays.put(kind + i, 1_000);
            world.api.hosts.put(kind + i, host);
            if (always != null) {
                world.api.always.put(kind + i, always);
            }
        }
    }

    private void produce(String kind, int count, int message) {
        for (int i = 0; i < count; i++) {
            world.status(kind + i, "m" + message);
        }
    }
}
