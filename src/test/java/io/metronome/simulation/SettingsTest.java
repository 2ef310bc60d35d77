package io.metronome.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** setSettings: a restart, a pace that is never too short, and an end only when the settings show. */
class SettingsTest {
    private static final String ONE = "1101000001";
    private static final InstanceState STARTING =
            new InstanceState.Held(HoldReason.STARTING, "its state is starting", 0);

    private final World world = new World();

    SettingsTest() {
        world.api.delays.put(ONE, 500);
        world.run(Duration.ofSeconds(1));
    }

    @Test
    void sendsNothingUntilTheInstanceIsAuthorizedAndEndsWhenTheSettingsShow() {
        world.api.states.put(ONE, STARTING);
        set("\"delaySendMessagesMilliseconds\":2000").status(ONE, "b").run(Duration.ofSeconds(20));
        assertThat(methods()).containsExactly("setSettings");
        assertThat(world.replies("results")).isEmpty();

        world.api.states.clear();
        world.api.delays.put(ONE, 2_000);
        world.run(Duration.ofSeconds(30));
        assertThat(methods()).containsExactly("setSettings", "sendTextStatus");
        assertThat(world.replies("results"))
                .anySatisfy(result -> assertThat(result)
                        .contains("\"settingsConfirmed\":true")
                        .contains("\"attempts\":1"))
                .hasSize(2);
    }

    @Test
    void saysAfterFiveMinutesThatTheSettingsDoNotShow() {
        set("\"incomingWebhook\":\"yes\"").run(Duration.ofSeconds(295));
        assertThat(world.replies("results")).isEmpty();
        int asked = world.api.asked;
        assertThat(asked).as("at most once in 5 s").isBetween(50, 60);

        world.run(Duration.ofSeconds(10));
        assertThat(world.replies("results")).singleElement().asString().contains("\"settingsConfirmed\":false");
        world.run(Duration.ofMinutes(10));
        assertThat(world.api.asked).as("then no more").isBetween(asked, asked + 2);
        assertThat(world.ledger.waiting).isEmpty();
        assertThat(world.ledger.conditions).isEmpty();
    }

    @Test
    void waitsForEveryFieldThatWasSent() {
        world.api.settings.put(ONE, "\"incomingWebhook\":\"yes\",\"stateWebhook\":\"no\"");
        set("\"incomingWebhook\":\"yes\",\"stateWebhook\":\"yes\"").run(Duration.ofSeconds(30));
        assertThat(world.replies("results")).isEmpty();

        world.api.settings.put(ONE, "\"incomingWebhook\":\"yes\",\"stateWebhook\":\"yes\"");
        world.run(Duration.ofSeconds(6));
        assertThat(world.replies("results")).singleElement().asString().contains("\"settingsConfirmed\":true");
    }

    @Test
    void doesNotTakeTheOldSettingsForTheNewOnes() {
        world.api.states.put(ONE, STARTING);
        set("\"delaySendMessagesMilliseconds\":500").run(Duration.ofSeconds(60));
        assertThat(world.replies("results"))
                .as("they show, but the restart is not over")
                .isEmpty();

        world.api.states.clear();
        world.run(Duration.ofSeconds(45));
        assertThat(world.replies("results")).singleElement().asString().contains("\"settingsConfirmed\":true");
    }

    @Test
    void goesOnConfirmingAfterAKillAndCallsNothingAgain() {
        set("\"delaySendMessagesMilliseconds\":2000").run(Duration.ofSeconds(60));
        world.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(60));
        assertThat(methods()).containsExactly("setSettings");
        assertThat(world.replies("results")).isEmpty();

        world.api.delays.put(ONE, 2_000);
        world.run(Duration.ofSeconds(10));
        assertThat(methods()).containsExactly("setSettings");
        assertThat(world.replies("results"))
                .singleElement()
                .asString()
                .contains("\"settingsConfirmed\":true")
                .contains("\"attempts\":1");
        assertThat(world.ledger.waiting).isEmpty();
    }

    @Test
    void goesOnWaitingForTheRestartAfterAKill() {
        world.api.states.put(ONE, STARTING);
        set("\"delaySendMessagesMilliseconds\":2000").run(Duration.ofSeconds(30));
        world.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(30));
        world.status(ONE, "b").run(Duration.ofSeconds(20));
        assertThat(methods()).containsExactly("setSettings");

        world.api.states.clear();
        world.api.delays.put(ONE, 2_000);
        world.run(Duration.ofSeconds(45));
        assertThat(methods()).containsExactly("setSettings", "sendTextStatus");
        assertThat(world.replies("results"))
                .anySatisfy(result -> assertThat(result).contains("\"settingsConfirmed\":true"))
                .hasSize(2);
    }

    @Test
    void givesUpConfirmingFiveMinutesAfterTheCallWhoeverOwnsIt() {
        set("\"delaySendMessagesMilliseconds\":2000", "\"onUnknown\":\"report\"")
                .run(Duration.ofMinutes(2));
        world.restart().run(Duration.ofMinutes(1));
        world.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(100));
        assertThat(world.replies("results")).isEmpty();

        world.run(Duration.ofSeconds(20));
        assertThat(world.reasons()).isEmpty();
        assertThat(methods()).containsExactly("setSettings");
        assertThat(world.replies("results")).singleElement().asString().contains("\"settingsConfirmed\":false");
    }

    @Test
    void keepsTheLongerDelayThroughATakeover() {
        set("\"delaySendMessagesMilliseconds\":3000").run(Duration.ofSeconds(20));
        world.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(10));
        for (int i = 0; i < 5; i++) {
            world.status(ONE, "m" + i);
        }
        world.run(Duration.ofSeconds(30));
        List<Long> times = world.api.times(ONE);
        for (int i = 2; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(3_000);
        }
        assertThat(times).hasSize(6);
    }

    @Test
    void neverExpiresWhatTheApiHasTaken() {
        set("\"incomingWebhook\":\"yes\"", "\"expiresAt\":" + world.at(Duration.ofSeconds(30)))
                .run(Duration.ofMinutes(6));
        assertThat(world.reasons()).isEmpty();
        assertThat(world.replies("results")).hasSize(1);
    }

    @Test
    void refusesItsIdToAnotherWhileItWaits() {
        set("\"incomingWebhook\":\"yes\"", "\"commandId\":\"x\"").run(Duration.ofSeconds(30));
        world.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(20));
        world.status(ONE, "a", "\"commandId\":\"x\"").run(Duration.ofSeconds(20));
        assertThat(world.reasons()).containsExactly("DUPLICATE");
    }

    @Test
    void readsBackAlsoWhereTheFileRulesThePace() {
        world.configuredDelay(Duration.ofSeconds(1));
        world.api.delays.put(ONE, 7_000);
        set("\"delaySendMessagesMilliseconds\":7000").run(Duration.ofSeconds(10));
        assertThat(world.replies("results")).singleElement().asString().contains("\"settingsConfirmed\":true");
        world.status(ONE, "a").status(ONE, "b").run(Duration.ofSeconds(10));
        List<Long> times = world.api.times(ONE);
        assertThat(times.get(2) - times.get(1)).isEqualTo(1_000);
    }

    @Test
    void paysHeedToADelayThatMayHaveChanged() {
        world.status(ONE, "a").run(Duration.ofSeconds(2));
        world.api.answer(new Answer.Unknown(502, "bad gateway"));
        set("\"delaySendMessagesMilliseconds\":4000", "\"onUnknown\":\"report\"")
                .run(Duration.ofSeconds(1));
        assertThat(world.reasons()).containsExactly("OUTCOME_UNKNOWN");
        world.status(ONE, "b").status(ONE, "c").run(Duration.ofSeconds(10));
        List<Long> times = world.api.times(ONE);
        assertThat(times.get(3) - times.get(2)).isGreaterThanOrEqualTo(4_000);
    }

    @Test
    void noticesADelayThatWasMadeShorterElsewhere() {
        world.api.delays.put(ONE, 3_600_000);
        for (int i = 0; i < 5; i++) {
            world.status(ONE, "m" + i);
        }
        world.run(Duration.ofMinutes(10));
        assertThat(world.api.calls).hasSize(1);
        world.api.delays.put(ONE, 1_000);
        world.run(Duration.ofMinutes(7));
        assertThat(world.api.calls).hasSize(5);
    }

    private World set(String fields, String... more) {
        String envelope = more.length == 0 ? "" : "," + String.join(",", more);
        return world.produce("{\"idInstance\":\"" + ONE + "\",\"method\":\"setSettings\",\"body\":{" + fields + "}"
                + envelope + "}");
    }

    private List<String> methods() {
        return world.api.calls.stream().map(MemoryApi.Arrived::method).toList();
    }
}
