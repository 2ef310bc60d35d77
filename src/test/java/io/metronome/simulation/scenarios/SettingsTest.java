package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.instance.SettingsPoller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** setSettings: a restart, a pace that is never too short, and an end only when the settings show. */
@ExtendWith(SilentLogs.class)
class SettingsTest {
    private static final String ONE = "1101000001";

    @AutoClose
    private final Scenario scenario = new Scenario();

    SettingsTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void sendsNothingUntilTheInstanceIsAuthorizedAndEndsWhenTheSettingsShow() {
        scenario.api().hold(ONE, HoldReason.STARTING);
        set("\"delaySendMessagesMilliseconds\":2000").status(ONE, "b").run(Duration.ofSeconds(20));
        assertThat(scenario.api().methods()).containsExactly("setSettings");
        assertThat(scenario.results()).isEmpty();

        scenario.api().authorizeAll();
        scenario.api().delay(ONE, Duration.ofSeconds(2));
        scenario.run(Duration.ofSeconds(30));
        assertThat(scenario.api().methods()).containsExactly("setSettings", "sendTextStatus");
        assertThat(scenario.results())
                .anySatisfy(result -> assertThat(result)
                        .contains("\"settingsConfirmed\":true")
                        .contains("\"attempts\":1"))
                .hasSize(2);
    }

    @Test
    void saysAfterFiveMinutesThatTheSettingsDoNotShow() {
        set("\"incomingWebhook\":\"yes\"").run(Duration.ofSeconds(295));
        assertThat(scenario.results()).isEmpty();
        int asked = scenario.api().settingsReads();
        assertThat(asked).as("at most once in 5 s").isBetween(50, 60);

        scenario.run(Duration.ofSeconds(10));
        assertThat(scenario.results()).singleElement().asString().contains("\"settingsConfirmed\":false");
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.api().settingsReads()).as("then no more").isBetween(asked, asked + 2);
        assertThat(scenario.pending()).isEmpty();
        assertThat(scenario.conditions()).isEmpty();
    }

    @Test
    void waitsForEveryFieldThatWasSent() {
        scenario.api().settings(ONE, "\"incomingWebhook\":\"yes\",\"stateWebhook\":\"no\"");
        set("\"incomingWebhook\":\"yes\",\"stateWebhook\":\"yes\"").run(Duration.ofSeconds(30));
        assertThat(scenario.results()).isEmpty();

        scenario.api().settings(ONE, "\"incomingWebhook\":\"yes\",\"stateWebhook\":\"yes\"");
        scenario.run(Duration.ofSeconds(6));
        assertThat(scenario.results()).singleElement().asString().contains("\"settingsConfirmed\":true");
    }

    @Test
    void doesNotTakeTheOldSettingsForTheNewOnes() {
        scenario.api().hold(ONE, HoldReason.STARTING);
        set("\"delaySendMessagesMilliseconds\":500").run(Duration.ofMinutes(1));
        assertThat(scenario.results())
                .as("they show, but the restart is not over")
                .isEmpty();

        scenario.api().authorizeAll();
        scenario.run(Duration.ofSeconds(45));
        assertThat(scenario.results()).singleElement().asString().contains("\"settingsConfirmed\":true");
    }

    @Test
    void goesOnConfirmingAfterAKillAndCallsNothingAgain() {
        set("\"delaySendMessagesMilliseconds\":2000").run(Duration.ofMinutes(1));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        assertThat(scenario.api().methods()).containsExactly("setSettings");
        assertThat(scenario.results()).isEmpty();

        scenario.api().delay(ONE, Duration.ofSeconds(2));
        scenario.run(Duration.ofSeconds(10));
        assertThat(scenario.api().methods()).containsExactly("setSettings");
        assertThat(scenario.results())
                .singleElement()
                .asString()
                .contains("\"settingsConfirmed\":true")
                .contains("\"attempts\":1");
        assertThat(scenario.pending()).isEmpty();
    }

    @Test
    void goesOnWaitingForTheRestartAfterAKill() {
        scenario.api().hold(ONE, HoldReason.STARTING);
        set("\"delaySendMessagesMilliseconds\":2000").run(Duration.ofSeconds(30));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(30));
        scenario.status(ONE, "b").run(Duration.ofSeconds(20));
        assertThat(scenario.api().methods()).containsExactly("setSettings");

        scenario.api().authorizeAll();
        scenario.api().delay(ONE, Duration.ofSeconds(2));
        scenario.run(Duration.ofSeconds(45));
        assertThat(scenario.api().methods()).containsExactly("setSettings", "sendTextStatus");
        assertThat(scenario.results())
                .anySatisfy(result -> assertThat(result).contains("\"settingsConfirmed\":true"))
                .hasSize(2);
    }

    @Test
    void givesUpConfirmingFiveMinutesAfterTheCallWhoeverOwnsIt() {
        set("\"delaySendMessagesMilliseconds\":2000", "\"onUnknown\":\"report\"")
                .run(Duration.ofMinutes(2));
        scenario.restart().run(Duration.ofMinutes(1));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(100));
        assertThat(scenario.results()).isEmpty();

        scenario.run(Duration.ofSeconds(20));
        assertThat(scenario.reasons()).isEmpty();
        assertThat(scenario.api().methods()).containsExactly("setSettings");
        assertThat(scenario.results()).singleElement().asString().contains("\"settingsConfirmed\":false");
    }

    @Test
    void goesOnReadingBackWhenTheFileNamesTheInstanceAgain() {
        set("\"incomingWebhook\":\"yes\"").run(Duration.ofSeconds(2));
        scenario.named(ONE, false).run(Duration.ofSeconds(30));
        assertThat(scenario.results()).isEmpty();

        scenario.api().settings(ONE, "\"incomingWebhook\":\"yes\"");
        scenario.named(ONE, true).run(Duration.ofSeconds(10));
        assertThat(scenario.results()).singleElement().asString().contains("\"settingsConfirmed\":true");
    }

    @Test
    void keepsTheLongerDelayThroughATakeover() {
        set("\"delaySendMessagesMilliseconds\":3000").run(Duration.ofSeconds(20));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(10));
        for (int i = 0; i < 5; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofSeconds(30));
        List<Long> times = scenario.api().times(ONE);
        for (int i = 2; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(3_000);
        }
        assertThat(times).hasSize(6);
    }

    @Test
    void neverExpiresWhatTheApiHasTaken() {
        set("\"incomingWebhook\":\"yes\"", "\"expiresAt\":" + scenario.at(Duration.ofSeconds(30)))
                .run(Duration.ofMinutes(6));
        assertThat(scenario.reasons()).isEmpty();
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void refusesItsIdToAnotherWhileItWaits() {
        set("\"incomingWebhook\":\"yes\"", "\"commandId\":\"x\"").run(Duration.ofSeconds(30));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(20));
        scenario.status(ONE, "a", "\"commandId\":\"x\"").run(Duration.ofSeconds(20));
        assertThat(scenario.reasons()).containsExactly("DUPLICATE");
    }

    @Test
    void readsBackAlsoWhereTheFileRulesThePace() {
        scenario.configuration().delay(Duration.ofSeconds(1));
        scenario.api().delay(ONE, Duration.ofSeconds(7));
        set("\"delaySendMessagesMilliseconds\":7000").run(Duration.ofSeconds(10));
        assertThat(scenario.results()).singleElement().asString().contains("\"settingsConfirmed\":true");
        scenario.status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(10));
        List<Long> times = scenario.api().times(ONE);
        assertThat(times.get(2) - times.get(1)).isEqualTo(1_000);
    }

    @Test
    void paysHeedToADelayThatMayHaveChanged() {
        scenario.status(ONE, "a").run(Duration.ofSeconds(2));
        scenario.api().answerNext(new Answer.Unknown(502, "bad gateway"));
        set("\"delaySendMessagesMilliseconds\":4000", "\"onUnknown\":\"report\"")
                .run(Duration.ofSeconds(1));
        assertThat(scenario.reasons()).containsExactly("OUTCOME_UNKNOWN");
        scenario.status(ONE, "b").status(ONE, "c").run(Duration.ofSeconds(10));
        List<Long> times = scenario.api().times(ONE);
        assertThat(times.get(3) - times.get(2)).isGreaterThanOrEqualTo(4_000);
    }

    /** One bad answer to getSettings must not make an instance faster than it may be. */
    @Test
    void asksAgainSoonWhereAnAnswerCannotBeRead() {
        scenario.api().delay(ONE, Duration.ofSeconds(4));
        scenario.api().garbleSettings(3);
        for (int i = 0; i < 4; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofSeconds(30));
        List<Long> times = scenario.api().times(ONE);
        assertThat(times).hasSize(4);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(4_000);
        }
    }

    @Test
    void takesTheFallbackWhereNoAnswerCanBeRead() {
        scenario.api().delay(ONE, Duration.ofSeconds(4));
        scenario.api().garbleSettings(Integer.MAX_VALUE);
        scenario.status(ONE, "a").status(ONE, "b").status(ONE, "c").run(Duration.ofSeconds(30));
        assertThat(scenario.api().times(ONE)).hasSize(3);
    }

    @Test
    void noticesADelayThatWasMadeShorterElsewhere() {
        scenario.api().delay(ONE, Duration.ofHours(1));
        for (int i = 0; i < 5; i++) {
            scenario.status(ONE, "m" + i);
        }
        scenario.run(Duration.ofMinutes(10));
        assertThat(scenario.api().calls()).hasSize(1);
        scenario.api().delay(ONE, Duration.ofSeconds(1));
        scenario.run(Duration.ofMinutes(7));
        assertThat(scenario.api().calls()).hasSize(5);
    }

    @Test
    void warnsOfADelayAboveWhatTheNewestPagesName() {
        Logger log = (Logger) LoggerFactory.getLogger(SettingsPoller.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        log.setLevel(Level.WARN);
        log.addAppender(logged);
        try {
            set("\"delaySendMessagesMilliseconds\":600000").run(Duration.ofSeconds(2));
            assertThat(logged.list).isEmpty();
            set("\"delaySendMessagesMilliseconds\":600001").run(Duration.ofMinutes(20));
            assertThat(logged.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anySatisfy(line -> assertThat(line).contains(ONE, "600001 ms", "600000 ms as the longest"));
        } finally {
            log.detachAppender(logged);
            log.setLevel(null);
        }
    }

    private Scenario set(String fields, String... more) {
        String envelope = more.length == 0 ? "" : "," + String.join(",", more);
        return scenario.produce("{\"idInstance\":\"" + ONE + "\",\"method\":\"setSettings\",\"body\":{" + fields + "}"
                + envelope + "}");
    }
}
