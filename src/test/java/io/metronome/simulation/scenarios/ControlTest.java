package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Priority;
import io.metronome.control.ControlKey;
import io.metronome.control.ControlRecord;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.workload.Operators;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators pause and resume an instance, and cancel a command: obeyed within a second, and through whatever happens. */
@ExtendWith(SilentLogs.class)
class ControlTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";

    @AutoClose
    private final Scenario scenario = new Scenario();

    private final Operators operators = new Operators(scenario.broker());

    ControlTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.api().delay(TWO, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(2));
    }

    private void produce(String instance, int commands) {
        for (int i = 0; i < commands; i++) {
            scenario.status(instance, "m" + i, "\"commandId\":\"c" + i + "\"");
        }
    }

    private int calls(String instance) {
        return scenario.api().times(instance).size();
    }

    @Test
    void aPausedInstanceMakesNoCallAndTheOthersDo() {
        produce(ONE, 100);
        produce(TWO, 100);
        scenario.run(Duration.ofSeconds(3));
        operators.pause(ONE);
        scenario.run(Duration.ofMillis(100));
        int before = calls(ONE);
        int others = calls(TWO);
        scenario.run(Duration.ofSeconds(30));
        assertThat(calls(ONE)).isEqualTo(before);
        assertThat(calls(TWO) - others).isEqualTo(60);
        assertThat(scenario.stats().pausedInstances()).isEqualTo(1);
        assertThat(scenario.stats().activeInstances()).isEqualTo(1);

        operators.resume(ONE);
        scenario.run(Duration.ofSeconds(10));
        assertThat(calls(ONE) - before).as("at its pace").isBetween(20, 21);
        assertThat(scenario.stats().pausedInstances()).isZero();
    }

    @Test
    void aPauseEndsByItself() {
        operators.pause(ONE, scenario.broker().millis() + 10_000);
        scenario.run(Duration.ofMillis(100));
        produce(ONE, 1);
        scenario.run(Duration.ofMillis(9_850));
        assertThat(calls(ONE)).isZero();
        scenario.run(Duration.ofMillis(100));
        assertThat(calls(ONE)).isEqualTo(1);
    }

    @Test
    void aPauseSurvivesRestartsKillsAndCompaction() {
        operators.pause(ONE);
        operators.cancel(ONE, "other");
        scenario.run(Duration.ofMillis(100));
        produce(ONE, 3);
        scenario.run(Duration.ofSeconds(2));
        scenario.broker()
                .log(SimulatedTopics.CONTROL, 0)
                .compact(scenario.broker().millis());
        scenario.restart().run(Duration.ofSeconds(30));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(30));
        assertThat(calls(ONE)).isZero();

        operators.resume(ONE);
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.results()).hasSize(3);
    }

    @Test
    void whatExpiresDuringAPauseEnds() {
        operators.pause(ONE);
        scenario.run(Duration.ofMillis(100));
        scenario.status(ONE, "a", "\"expiresAt\":" + scenario.at(Duration.ofSeconds(5)));
        scenario.run(Duration.ofSeconds(10));
        assertThat(scenario.reasons()).containsExactly("EXPIRED");
    }

    @Test
    void aKillDuringAPauseMakesNoUnknownOutcomeOfAnAnnouncedCall() {
        scenario.api().delay(ONE, Duration.ofSeconds(20));
        scenario.status(ONE, "a").run(Duration.ofSeconds(1));
        scenario.status(ONE, "b", "\"onUnknown\":\"report\"").run(Duration.ofMillis(18_900));
        operators.pause(ONE);
        scenario.run(Duration.ofSeconds(3));
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofMinutes(1));
        assertThat(scenario.reasons()).isEmpty();
        operators.resume(ONE);
        scenario.run(Duration.ofMinutes(1));
        assertThat(scenario.results()).hasSize(2);
    }

    @Test
    void aCallThatHasNoConnectionYetIsNotWrittenAfterThePause() {
        scenario.api().connecting(Duration.ofSeconds(3));
        produce(ONE, 1);
        scenario.run(Duration.ofMillis(500));
        operators.pause(ONE);
        scenario.run(Duration.ofSeconds(20));
        assertThat(calls(ONE)).isZero();
        operators.resume(ONE);
        scenario.run(Duration.ofSeconds(10));
        assertThat(scenario.results()).singleElement().asString().contains("\"attempts\":1");
    }

    @Test
    void aCancelledCommandEndsAndTheOthersGo() {
        produce(ONE, 10);
        scenario.run(Duration.ofMillis(100));
        operators.cancel(ONE, "c7");
        scenario.run(Duration.ofSeconds(10));
        assertThat(scenario.reasons()).containsExactly("CANCELLED");
        assertThat(scenario.api().bodies()).hasSize(9).noneMatch(body -> body.contains("m7"));
        assertThat(scenario.stats().pending(Priority.NORMAL)).isZero();
        assertThat(scenario.pending()).isEmpty();
    }

    @Test
    void aCommandWithoutAnIdOfItsOwnIsCancelledByItsDefaultId() {
        scenario.status(ONE, "a").status(ONE, "b").run(Duration.ofMillis(100));
        operators.cancel(ONE, "commands-0-1");
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.reasons()).containsExactly("CANCELLED");
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void aCommandThatIsNotReadYetIsCancelledToo() {
        operators.cancel(ONE, "c1");
        scenario.run(Duration.ofMinutes(5));
        produce(ONE, 2);
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.reasons()).containsExactly("CANCELLED");

        scenario.stop();
        operators.cancel(ONE, "late");
        scenario.status(ONE, "unread", "\"commandId\":\"late\"")
                .run(Duration.ofHours(1))
                .start()
                .run(Duration.ofMinutes(1));
        assertThat(scenario.reasons()).as("it stood unread").containsExactly("CANCELLED", "CANCELLED");
    }

    @Test
    void aCancelIsForgottenAfterTheWindow() {
        operators.cancel(ONE, "c0");
        scenario.run(Duration.ofMinutes(13));
        assertThat(scenario.broker().log(SimulatedTopics.CONTROL, 0).all())
                .as("the cancel and its tombstone")
                .hasSize(2)
                .last()
                .matches(record -> record.value() == null);
        produce(ONE, 1);
        scenario.restart().run(Duration.ofSeconds(10));
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void anOperatorWithdrawsACancel() {
        operators.cancel(ONE, "c0");
        operators.write(ControlRecord.Tombstone.of(ControlKey.cancel(ONE, "c0")));
        scenario.run(Duration.ofMillis(100));
        produce(ONE, 1);
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void aTombstoneForAnOlderRecordHidesNoNewerOne() {
        operators.cancel(ONE, "c0");
        operators.cancel(ONE, "c0");
        operators.write(new ControlRecord.Tombstone(ControlKey.cancel(ONE, "c0"), 0));
        scenario.run(Duration.ofSeconds(2));
        scenario.broker()
                .log(SimulatedTopics.CONTROL, 0)
                .compact(scenario.broker().millis() + 1);
        scenario.restart().run(Duration.ofSeconds(5));
        produce(ONE, 1);
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.reasons()).as("it was written again").containsExactly("CANCELLED");
    }

    @Test
    void junkHarmsNobody() {
        for (String key : List.of("", "x", ONE, ONE + "/", ONE + "/stop", "one/pause", ONE + "/cancel/", "/pause")) {
            operators.write(key, "{}");
        }
        for (String value : List.of("", "{", "[]", "null", "7", "{\"until\":7}", "{\"until\":\"soon\"}", "{}{}")) {
            operators.write(ONE + "/pause", value);
        }
        for (String value :
                List.of("{}", "{\"below\":-1}", "{\"below\":1.5}", "{\"below\":\"3\"}", "{\"below\":1e99}")) {
            operators.write(ONE + "/purge", value);
        }
        scenario.run(Duration.ofSeconds(1));
        produce(ONE, 2);
        scenario.run(Duration.ofSeconds(5));
        scenario.restart().run(Duration.ofSeconds(5));
        produce(TWO, 1);
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.results()).hasSize(3);
        operators.pause(ONE);
        scenario.run(Duration.ofSeconds(1));
        assertThat(scenario.stats().pausedInstances()).as("read on behind it").isEqualTo(1);
    }

    @Test
    void junkOnTheKeyOfAPauseDoesNotEndIt() {
        operators.pause(ONE);
        operators.purge(ONE, 0);
        scenario.run(Duration.ofMillis(100));
        operators.write(ONE + "/pause", "soon");
        operators.write(ONE + "/purge", "all");
        scenario.run(Duration.ofSeconds(2));
        scenario.broker()
                .log(SimulatedTopics.CONTROL, 0)
                .compact(scenario.broker().millis());
        produce(ONE, 1);
        scenario.restart().run(Duration.ofSeconds(10));
        assertThat(calls(ONE)).isZero();
        operators.resume(ONE);
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.results()).hasSize(1);
    }

    @Test
    void whatWasReadCountsWhileKafkaIsAway() {
        operators.pause(ONE);
        scenario.run(Duration.ofMillis(100));
        produce(ONE, 2);
        scenario.run(Duration.ofSeconds(1));
        scenario.broker().goAway();
        scenario.run(Duration.ofMinutes(1));
        scenario.broker().comeBack();
        scenario.run(Duration.ofSeconds(30));
        assertThat(calls(ONE)).isZero();
        operators.resume(ONE);
        scenario.run(Duration.ofSeconds(5));
        assertThat(scenario.results()).hasSize(2);
    }

    @Test
    void aPartitionIsNotServedBeforeControlWasRead() {
        produce(ONE, 3);
        scenario.run(Duration.ofMillis(700));
        operators.pause(ONE);
        int before = calls(ONE);
        scenario.kill(Duration.ofSeconds(10)).run(Duration.ofSeconds(30));
        assertThat(calls(ONE) - before).isLessThanOrEqualTo(1);
        assertThat(scenario.restores()).hasSize(2);
    }
}
