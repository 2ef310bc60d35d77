package io.metronome.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promises that outlive a worker: what is pending, the pace, and what must not be repeated. */
class TakeoverTest {
    private static final String ONE = "1101000001";

    private final World world = new World();

    TakeoverTest() {
        world.api.delays.put(ONE, 500);
        world.run(Duration.ofSeconds(1));
    }

    @Test
    void refusesASecondCommandOfOneIdAlsoAfterARestart() {
        world.status(ONE, "a", "\"commandId\":\"x\"")
                .status(ONE, "a", "\"commandId\":\"x\"")
                .run(Duration.ofSeconds(3));
        assertThat(world.reasons()).containsExactly("DUPLICATE");

        world.restart()
                .run(Duration.ofSeconds(5))
                .status(ONE, "a", "\"commandId\":\"x\"")
                .run(Duration.ofSeconds(3));
        assertThat(world.reasons()).containsExactly("DUPLICATE", "DUPLICATE");

        world.run(Duration.ofMinutes(12))
                .status(ONE, "a", "\"commandId\":\"x\"")
                .run(Duration.ofSeconds(3));
        assertThat(world.api.calls).hasSize(2);
    }

    @Test
    void keepsPaceAndBacklogThroughAHandOver() {
        world.api.delays.put(ONE, 20 * 60_000);
        for (int i = 0; i < 3; i++) {
            world.status(ONE, "m" + i);
        }
        world.run(Duration.ofSeconds(5)).restart().run(Duration.ofMinutes(41));

        List<Long> times = world.api.times(ONE);
        assertThat(times).hasSize(3);
        assertThat(times.get(1) - times.get(0)).isBetween(20 * 60_000L, 20 * 60_000L + 1_500);
        assertThat(times.get(2) - times.get(1)).isBetween(20 * 60_000L, 20 * 60_000L + 1_500);
        assertThat(world.replies("results")).hasSize(3);
    }

    @Test
    void neverShortensAGapByAKill() {
        world.api.delays.put(ONE, 300_000);
        world.status(ONE, "a").status(ONE, "b").status(ONE, "c").run(Duration.ofMinutes(2));
        world.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        world.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(11));

        List<Long> times = world.api.times(ONE);
        assertThat(times).hasSize(3);
        assertThat(times.get(1) - times.get(0)).isBetween(300_000L, 302_000L);
        assertThat(times.get(2) - times.get(1)).isBetween(300_000L, 302_000L);
    }

    @Test
    void reportsWhatAKilledWorkerMayHaveSent() {
        world.status(ONE, "a", "\"onUnknown\":\"report\"").run(Duration.ofMillis(1));
        assertThat(world.api.calls).as("not before it is announced").isEmpty();
        while (world.api.calls.isEmpty()) {
            world.run(Duration.ofMillis(1));
        }

        world.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        assertThat(world.api.calls).hasSize(1);
        assertThat(world.ledger.waiting).isEmpty();
        assertThat(world.replies("results")).isEmpty();
        assertThat(world.reasons()).containsExactly("OUTCOME_UNKNOWN");
    }

    @Test
    void callsAgainWhatAKilledWorkerSentAndDidNotSay() {
        world.status(ONE, "a")
                .run(Duration.ofMillis(30))
                .kill(Duration.ofSeconds(10))
                .run(Duration.ofMinutes(1));

        assertThat(world.api.calls).hasSize(2);
        assertThat(world.replies("results")).hasSize(1);
    }

    @Test
    void stopsCallingWhenNoCheckpointSucceeds() {
        for (int i = 0; i < 100; i++) {
            world.status(ONE, "m" + i);
        }
        world.run(Duration.ofSeconds(5));
        int before = world.api.calls.size();
        world.ledger.away = true;
        world.run(Duration.ofMinutes(5));

        assertThat(world.api.calls.size() - before).isLessThanOrEqualTo(7);
    }

    @Test
    void takesNothingInTwiceWhenTheLedgerWasLost() {
        for (int i = 0; i < 10; i++) {
            world.status(ONE, "m" + i);
        }
        world.ledger.loseNext();
        for (int i = 10; i < 20; i++) {
            world.status(ONE, "m" + i).run(Duration.ofMillis(20));
        }
        world.run(Duration.ofMinutes(1));

        assertThat(world.replies("results")).hasSize(20).doesNotHaveDuplicates();
        assertThat(world.ledger.waiting).isEmpty();
        assertThat(world.ledger.position).isEqualTo(20);
    }

    @Test
    void bringsBackWhatWaitedForItsMoment() {
        world.status(ONE, "tonight", "\"notBefore\":" + world.at(Duration.ofHours(3)))
                .run(Duration.ofSeconds(1))
                .kill(Duration.ofSeconds(10))
                .run(Duration.ofHours(2));
        assertThat(world.api.calls).isEmpty();

        world.run(Duration.ofHours(2));
        assertThat(world.replies("results")).hasSize(1);
    }
}
