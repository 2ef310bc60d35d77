package io.metronome.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Priority;
import io.metronome.delivery.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promises of pace, order and outcome, on the whole pipeline. */
class PipelineTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";

    private final World world = new World();

    PipelineTest() {
        world.api.delays.put(ONE, 500);
        world.api.delays.put(TWO, 500);
        world.run(Duration.ofSeconds(1));
    }

    @Test
    void keepsTheGapFromDepartureToDeparture() {
        world.status(ONE, "a").status(ONE, "b").status(ONE, "c").run(Duration.ofSeconds(3));

        List<Long> times = world.api.times(ONE);
        assertThat(times).hasSize(3);
        assertThat(times.get(1) - times.get(0)).isEqualTo(500);
        assertThat(times.get(2) - times.get(1)).isEqualTo(500);
        assertThat(world.replies("results")).hasSize(3);
        assertThat(world.ledger.waiting).isEmpty();
    }

    @Test
    void addsTypingTimeToTheGapBehindIt() {
        world.produce("{\"idInstance\":\"" + ONE
                        + "\",\"method\":\"sendTyping\",\"body\":{\"chatId\":\"79001234567@c.us\"}}")
                .status(ONE, "b")
                .run(Duration.ofSeconds(3));

        List<Long> times = world.api.times(ONE);
        assertThat(times.get(1) - times.get(0)).isEqualTo(1_500);
    }

    @Test
    void sendsAtOnceAfterAnIdleTime() {
        world.status(ONE, "a").run(Duration.ofMinutes(1)).status(ONE, "b").run(Duration.ofMillis(1));

        assertThat(world.api.calls).hasSize(2);
    }

    @Test
    void holdsTheSecondCallUntilTheDelayIsReadOrCouldNotBe() {
        world.api.delays.remove(ONE);
        world.status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(5));

        List<Long> times = world.api.times(ONE);
        assertThat(times.get(1) - times.get(0)).as("the fallback delay").isEqualTo(1_000);
    }

    @Test
    void asksForTheDelayOnceInARefreshInterval() {
        for (int i = 0; i < 20; i++) {
            world.status(ONE, "m" + i).run(Duration.ofSeconds(10));
        }
        assertThat(world.api.asked).isEqualTo(1);
        world.run(Duration.ofMinutes(5)).status(ONE, "later").run(Duration.ofSeconds(1));
        assertThat(world.api.asked).isEqualTo(2);
    }

    @Test
    void letsAOneTimeCodeOvertakeACampaign() {
        for (int i = 0; i < 10; i++) {
            world.status(ONE, "sale" + i, "\"priority\":\"bulk\"");
        }
        world.run(Duration.ofMillis(700))
                .status(ONE, "code", "\"priority\":\"high\"")
                .run(Duration.ofSeconds(10));

        assertThat(world.api.bodies().get(2)).contains("code");
    }

    @Test
    void lapsNobodyBehindABacklog() {
        for (int i = 0; i < 1_000; i++) {
            world.status(ONE, "sale" + i);
        }
        world.run(Duration.ofSeconds(2)).status(TWO, "hello").run(Duration.ofMillis(1));

        assertThat(world.api.times(TWO)).hasSize(1);
        assertThat(world.tally().pending(Priority.NORMAL)).isGreaterThan(900);
        assertThat(world.ledger.position).as("read, so committed").isEqualTo(1_000);
    }

    @Test
    void waitsForNotBeforeWithoutHoldingUpOthers() {
        world.status(ONE, "tonight", "\"notBefore\":" + world.at(Duration.ofHours(3)))
                .status(ONE, "now")
                .run(Duration.ofSeconds(5));
        assertThat(world.api.bodies()).singleElement().asString().contains("now");

        world.run(Duration.ofHours(3));
        assertThat(world.api.bodies()).hasSize(2);
    }

    @Test
    void neverSendsWhatHasExpired() {
        world.status(ONE, "a")
                .status(ONE, "b")
                .status(ONE, "c", "\"expiresAt\":" + world.at(Duration.ofMillis(800)))
                .run(Duration.ofSeconds(5));

        assertThat(world.api.bodies()).hasSize(2);
        assertThat(world.reasons()).containsExactly("EXPIRED");
    }

    @Test
    void triesAgainInPlaceAndGivesUpInTheEnd() {
        Answer.Again busy = new Answer.Again(500, "busy", 0, false);
        world.api.answer(busy, busy, busy, busy, busy);
        world.status(ONE, "a").status(ONE, "b").run(Duration.ofMinutes(2));

        assertThat(world.api.bodies()).hasSize(6);
        assertThat(world.api.bodies().subList(0, 5)).allMatch(body -> body.contains("\"a\""));
        assertThat(world.reasons()).containsExactly("RETRIES_EXHAUSTED");
        assertThat(world.replies("results")).hasSize(1);
    }

    @Test
    void burnsNoAttemptOnARateLimit() {
        Answer.Again limited = new Answer.Again(429, "too many", 1_000, true);
        world.api.answer(limited, limited, limited, limited, limited, limited, limited);
        world.status(ONE, "a").run(Duration.ofMinutes(1));

        assertThat(world.replies("results")).singleElement().asString().contains("\"attempts\":8");
    }

    @Test
    void resendsWhatIsUnknownUnlessAReportIsWanted() {
        world.api.answer(new Answer.Unknown(502, "bad gateway"), new Answer.Unknown(502, "bad gateway"));
        world.status(ONE, "report", "\"onUnknown\":\"report\"")
                .status(ONE, "resend")
                .run(Duration.ofMinutes(1));

        assertThat(world.reasons()).containsExactly("OUTCOME_UNKNOWN");
        assertThat(world.api.bodies()).hasSize(3);
        assertThat(world.replies("results")).hasSize(1);
    }

    @Test
    void takesAnIdAgainThatEndedWithoutACall() {
        world.api.answer(new Answer.Refused(400, "bad"));
        world.status(ONE, "a", "\"commandId\":\"x\"").run(Duration.ofSeconds(3));
        world.status(ONE, "b", "\"commandId\":\"x\"").run(Duration.ofSeconds(3));

        assertThat(world.reasons()).containsExactly("REJECTED");
        assertThat(world.replies("results")).hasSize(1);
    }

    @Test
    void rulesByTheLongerDelayUntilTheNewOneShows() {
        world.status(ONE, "a").run(Duration.ofSeconds(2));
        world.produce("{\"idInstance\":\"" + ONE
                        + "\",\"method\":\"setSettings\",\"body\":{\"delaySendMessagesMilliseconds\":2000}}")
                .run(Duration.ofSeconds(1));
        world.status(ONE, "b").status(ONE, "c").run(Duration.ofSeconds(10));

        List<Long> times = world.api.times(ONE);
        assertThat(times.get(3) - times.get(2)).as("getSettings still says 500").isEqualTo(2_000);
    }
}
