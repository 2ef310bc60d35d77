package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Priority;
import io.metronome.delivery.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The promises of pace, order and outcome, on the whole pipeline. */
@ExtendWith(SilentLogs.class)
class PipelineTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";

    @AutoClose
    private final Scenario scenario = new Scenario();

    PipelineTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.api().delay(TWO, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void keepsTheGapFromDepartureToDeparture() {
        scenario.status(ONE, "a").status(ONE, "b").status(ONE, "c").run(Duration.ofSeconds(3));

        List<Long> times = scenario.api().times(ONE);
        assertThat(times).hasSize(3);
        assertThat(times.get(1) - times.get(0)).isEqualTo(500);
        assertThat(times.get(2) - times.get(1)).isEqualTo(500);
        assertThat(scenario.results()).hasSize(3);
        assertThat(scenario.pending()).isEmpty();
    }

    @Test
    void addsTypingTimeToTheGapBehindIt() {
        scenario.produce("{\"idInstance\":\"" + ONE
                        + "\",\"method\":\"sendTyping\",\"body\":{\"chatId\":\"79001234567@c.us\"}}")
                .status(ONE, "b")
                .run(Duration.ofSeconds(3));

        List<Long> times = scenario.api().times(ONE);
        assertThat(times.get(1) - times.get(0)).isEqualTo(1_500);
    }

    @Test
    void sendsAtOnceAfterAnIdleTime() {
        scenario.status(ONE, "a").run(Duration.ofMinutes(1)).status(ONE, "b").run(Duration.ofMillis(1));

        assertThat(scenario.api().calls()).hasSize(2);
    }

    @Test
    void holdsTheSecondCallUntilTheDelayIsReadOrCouldNotBe() {
        scenario.api().hideSettings(ONE);
        scenario.status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(5));

        List<Long> times = scenario.api().times(ONE);
        assertThat(times.get(1) - times.get(0)).as("the fallback delay").isEqualTo(1_000);
    }

    @Test
    void asksForTheDelayOnceInARefreshInterval() {
        for (int i = 0; i < 20; i++) {
            scenario.status(ONE, "m" + i).run(Duration.ofSeconds(10));
        }
        assertThat(scenario.api().settingsReads()).isEqualTo(1);
        scenario.run(Duration.ofMinutes(5)).status(ONE, "later").run(Duration.ofSeconds(1));
        assertThat(scenario.api().settingsReads()).isEqualTo(2);
    }

    @Test
    void letsAOneTimeCodeOvertakeACampaign() {
        for (int i = 0; i < 10; i++) {
            scenario.status(ONE, "sale" + i, "\"priority\":\"bulk\"");
        }
        scenario.run(Duration.ofMillis(700))
                .status(ONE, "code", "\"priority\":\"high\"")
                .run(Duration.ofSeconds(10));

        assertThat(scenario.api().bodies().get(2)).contains("code");
    }

    @Test
    void lapsNobodyBehindABacklog() {
        for (int i = 0; i < 1_000; i++) {
            scenario.status(ONE, "sale" + i);
        }
        scenario.run(Duration.ofSeconds(2)).status(TWO, "hello").run(Duration.ofMillis(1));

        assertThat(scenario.api().times(TWO)).hasSize(1);
        assertThat(scenario.stats().pending(Priority.NORMAL)).isGreaterThan(900);
        assertThat(scenario.position()).as("read, so committed").isEqualTo(1_000);
    }

    @Test
    void tellsOfEachRecordHowLongItWasUnread() {
        scenario.status(ONE, "at once").produce("{").run(Duration.ofSeconds(5));
        assertThat(scenario.worker().told().records())
                .as("the unreadable one as well")
                .isEqualTo(2);
        assertThat(scenario.worker().told().longestIntakeDelayMillis()).isLessThan(1_000);

        scenario.status(ONE, "tonight", "\"notBefore\":" + scenario.at(Duration.ofHours(1)))
                .run(Duration.ofSeconds(5))
                .stop()
                .status(ONE, "unread")
                .run(Duration.ofMinutes(2))
                .start()
                .run(Duration.ofMinutes(1));
        assertThat(scenario.worker().told().records())
                .as("the restored one was read before")
                .isEqualTo(1);
        assertThat(scenario.worker().told().longestIntakeDelayMillis()).isBetween(120_000L, 180_000L);
    }

    @Test
    void waitsForNotBeforeWithoutHoldingUpOthers() {
        scenario.status(ONE, "tonight", "\"notBefore\":" + scenario.at(Duration.ofHours(1)))
                .status(ONE, "now")
                .run(Duration.ofSeconds(5));
        assertThat(scenario.api().bodies()).singleElement().asString().contains("now");

        scenario.run(Duration.ofHours(1));
        assertThat(scenario.api().bodies()).hasSize(2);
    }

    @Test
    void neverSendsWhatHasExpired() {
        scenario.status(ONE, "a")
                .status(ONE, "b")
                .status(ONE, "c", "\"expiresAt\":" + scenario.at(Duration.ofMillis(800)))
                .run(Duration.ofSeconds(5));

        assertThat(scenario.api().bodies()).hasSize(2);
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
    }

    @Test
    void triesAgainInPlaceAndGivesUpInTheEnd() {
        Answer.Again busy = new Answer.Again(500, "busy", 0, false);
        scenario.api().answerNext(busy, busy, busy, busy, busy);
        scenario.status(ONE, "a").status(ONE, "b").run(Duration.ofMinutes(2));

        assertThat(scenario.api().bodies()).hasSize(6);
        assertThat(scenario.api().bodies().subList(0, 5)).allMatch(body -> body.contains("\"a\""));
        assertThat(scenario.reasons()).containsExactly("RETRIES_EXHAUSTED");
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void burnsNoAttemptOnARateLimit() {
        Answer.Again limited = new Answer.Again(429, "too many", 1_000, true);
        scenario.api().answerNext(limited, limited, limited, limited, limited, limited, limited);
        scenario.status(ONE, "a").run(Duration.ofMinutes(1));

        assertThat(scenario.results()).singleElement().asString().contains("\"attempts\":8");
    }

    @Test
    void resendsWhatIsUnknownUnlessAReportIsWanted() {
        scenario.api().answerNext(new Answer.Unknown(502, "bad gateway"), new Answer.Unknown(502, "bad gateway"));
        scenario.status(ONE, "report", "\"onUnknown\":\"report\"")
                .status(ONE, "resend")
                .run(Duration.ofMinutes(1));

        assertThat(scenario.reasons()).containsExactly("OUTCOME_UNKNOWN");
        assertThat(scenario.api().bodies()).hasSize(3);
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void takesAnIdAgainThatEndedWithoutACall() {
        scenario.api().answerNext(new Answer.Refused(400, "bad"));
        scenario.status(ONE, "a", "\"commandId\":\"x\"").run(Duration.ofSeconds(3));
        scenario.status(ONE, "b", "\"commandId\":\"x\"").run(Duration.ofSeconds(3));

        assertThat(scenario.reasons()).containsExactly("REJECTED");
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void rulesByTheLongerDelayUntilTheNewOneShows() {
        scenario.status(ONE, "a").run(Duration.ofSeconds(2));
        scenario.produce("{\"idInstance\":\"" + ONE
                        + "\",\"method\":\"setSettings\",\"body\":{\"delaySendMessagesMilliseconds\":2000}}")
                .run(Duration.ofSeconds(1));
        scenario.status(ONE, "b").status(ONE, "c").run(Duration.ofSeconds(10));

        List<Long> times = scenario.api().times(ONE);
        assertThat(times.get(3) - times.get(2)).as("getSettings still says 500").isEqualTo(2_000);
    }
}
