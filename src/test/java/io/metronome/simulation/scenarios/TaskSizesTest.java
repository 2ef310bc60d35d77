package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.PaceRules;
import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.loop.BlockSizes;
import io.metronome.dispatch.loop.Bounds;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.scenarios.TaskSizes.Item;
import io.metronome.simulation.workload.Operators;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No task of the dispatcher does more than a few things at once, however many there are to do at one moment. */
@ExtendWith(SilentLogs.class)
class TaskSizesTest {
    private static final String ONE = "1101000001";
    private static final int FEW = 4;
    private static final Bounds BOUNDS = new Bounds(FEW, FEW, 20_000, 8 << 20, BlockSizes.USUAL);
    private static final int MANY = 18;

    @AutoClose
    private final Scenario scenario = new Scenario();

    TaskSizesTest() {
        scenario.api().delay(ONE, Duration.ofMillis(500));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void takesPacesConditionsAndCommandsOverAFewAtATime() {
        for (int i = 0; i < MANY; i++) {
            scenario.api().delay(paced(i), Duration.ofMinutes(10));
            scenario.api().delay(held(i), Duration.ofMinutes(10));
            scenario.api().hold(held(i), HoldReason.NOT_AUTHORIZED);
            scenario.status(paced(i), "goes").status(held(i), "goes").status(held(i), "waits");
        }
        scenario.run(Duration.ofMinutes(2));
        assertThat(scenario.paces()).hasSize(2 * MANY);
        assertThat(scenario.conditions()).hasSize(MANY);
        int waiting = scenario.pending().size();
        assertThat(waiting).isGreaterThanOrEqualTo(MANY);

        scenario.configuration().bounds(BOUNDS);
        scenario.kill(Duration.ofSeconds(4));
        TaskSizes sizes = TaskSizes.of(scenario.worker());
        scenario.run(Duration.ofSeconds(10));
        assertFewAtATime(sizes, Item.LANE, 2 * MANY);
        assertFewAtATime(sizes, Item.HELD_LANE, MANY);
        assertFewAtATime(sizes, Item.PENDING, waiting);
    }

    @Test
    void takesSentIdsOverAFewRecordsAtATime() {
        for (int i = 0; i < MANY; i++) {
            scenario.status(ONE, "m" + i, "\"commandId\":\"c" + i + "\"").run(Duration.ofSeconds(1));
        }
        long records = scenario.stats().ledgerRecords().sentIds();
        assertThat(records).isEqualTo(MANY);
        scenario.stop();
        int atOnce = tasksOfATakeover(Bounds.USUAL);
        int aFew = tasksOfATakeover(BOUNDS);
        assertThat(aFew - atOnce)
                .as("one more task for each record, which counts as many ids")
                .isBetween((int) records - 3, (int) records + 3);
    }

    @Test
    void endsCommandsWithOneExpiryAFewAtATime() {
        begin();
        hold();
        String end = scenario.at(Duration.ofMinutes(2));
        for (int i = 0; i <= MANY; i++) {
            scenario.status(ONE, "m" + i, "\"expiresAt\":" + end);
        }
        TaskSizes sizes = later(Duration.ofMinutes(1));
        scenario.run(Duration.ofMinutes(2));
        assertFewAtATime(sizes, Item.DEAD, MANY);
    }

    @Test
    void queuesCommandsWithOneBeginningAFewAtATime() {
        begin();
        hold();
        String beginning = scenario.at(Duration.ofMinutes(2));
        for (int i = 0; i <= MANY; i++) {
            scenario.status(ONE, "m" + i, "\"notBefore\":" + beginning);
        }
        TaskSizes sizes = later(Duration.ofMinutes(1));
        scenario.run(Duration.ofMinutes(2));
        assertFewAtATime(sizes, Item.QUEUED, MANY);
    }

    @Test
    void looksAtInstancesThatLeaveTheFileAndEndsTheirCommandsAFewAtATime() {
        begin();
        for (int i = 0; i < MANY; i++) {
            scenario.api().delay(paced(i), Duration.ofMinutes(20));
            scenario.status(paced(i), "goes").status(paced(i), "waits");
        }
        TaskSizes sizes = later(Duration.ofMinutes(1));
        for (int i = 1; i < MANY; i++) {
            scenario.configuration().named(paced(i), false);
        }
        scenario.named(paced(0), false).run(Duration.ofSeconds(1));
        assertFewAtATime(sizes, Item.BUSY_LANE, MANY);
        scenario.run(Duration.ofMinutes(6));
        assertFewAtATime(sizes, Item.DEAD, MANY);
    }

    @Test
    void endsCommandsThatALongerDelayMakesTooLateAFewAtATime() {
        begin();
        scenario.api().delay(ONE, Duration.ofSeconds(10));
        scenario.status(ONE, "goes").run(Duration.ofSeconds(10));
        String end = scenario.at(Duration.ofMinutes(12));
        for (int i = 0; i < 4 * MANY - 10; i++) {
            scenario.status(ONE, "m" + i, "\"expiresAt\":" + end);
        }
        TaskSizes sizes = later(Duration.ofSeconds(10));
        scenario.api().delay(ONE, Duration.ofMinutes(1));
        scenario.run(Duration.ofMinutes(6));
        assertThat(sizes.all(Item.DEAD)).as("ended long before their expiry").isGreaterThan(MANY);
        assertThat(sizes.most(Item.DEAD)).isBetween(1, FEW);
    }

    @Test
    void endsCommandsThatWaitForTheirMomentAFewAtATimeWhenNewHoursMakeThemTooLate() {
        begin();
        later(Duration.ofMinutes(1), Duration.ofMinutes(3));
        TaskSizes sizes = later(Duration.ofSeconds(10));
        scenario.configuration().rules(PaceRules.NONE.withHours(HoursTest.daily("UTC", 12 * 60, 13 * 60, false)));
        scenario.worker().instancesChanged();
        scenario.run(Duration.ofSeconds(1));
        assertFewAtATime(sizes, Item.DEAD, MANY);
    }

    @Test
    void endsCommandsThatWaitForTheirMomentAFewAtATimeWhenTheirInstanceIsLost() {
        begin();
        later(Duration.ofHours(1), Duration.ofHours(2));
        TaskSizes sizes = later(Duration.ofSeconds(10));
        scenario.named(ONE, false).run(Duration.ofMinutes(5).plusSeconds(1));
        assertFewAtATime(sizes, Item.DEAD, MANY);
    }

    private void later(Duration notBefore, Duration expiresAt) {
        String moments = "\"notBefore\":" + scenario.at(notBefore) + ",\"expiresAt\":" + scenario.at(expiresAt);
        for (int i = 0; i < MANY; i++) {
            scenario.status(ONE, "later" + i, moments);
        }
    }

    @Test
    void endsWhatOperatorsPurgeAFewAtATime() {
        begin();
        hold();
        for (int i = 0; i <= MANY; i++) {
            scenario.status(ONE, "m" + i);
        }
        TaskSizes sizes = later(Duration.ofMinutes(1));
        new Operators(scenario.broker())
                .purge(ONE, scenario.broker().log(SimulatedTopics.COMMANDS, 0).end());
        scenario.run(Duration.ofMinutes(1));
        assertFewAtATime(sizes, Item.DEAD, MANY);
    }

    /* Its first command is sent, and one more, for which its state is read. */
    private void hold() {
        scenario.api().hold(ONE, HoldReason.NOT_AUTHORIZED);
        scenario.status(ONE, "goes").run(Duration.ofMinutes(2));
    }

    private void begin() {
        scenario.configuration().bounds(BOUNDS);
        scenario.restart().run(Duration.ofSeconds(10));
    }

    /* The first look only sees what is there. */
    private TaskSizes later(Duration duration) {
        scenario.run(duration);
        TaskSizes sizes = TaskSizes.of(scenario.worker());
        scenario.run(Duration.ofSeconds(10));
        return sizes;
    }

    private int tasksOfATakeover(Bounds bounds) {
        scenario.configuration().bounds(bounds);
        scenario.start();
        TaskSizes sizes = TaskSizes.of(scenario.worker());
        scenario.run(Duration.ofSeconds(10)).stop();
        return sizes.tasks();
    }

    private static void assertFewAtATime(TaskSizes sizes, Item item, int all) {
        assertThat(sizes.all(item)).as("%s, all tasks together", item).isEqualTo(all);
        assertThat(sizes.most(item)).as("%s in one task", item).isBetween(1, FEW);
    }

    private static String paced(int number) {
        return "11020000%02d".formatted(number);
    }

    private static String held(int number) {
        return "11030000%02d".formatted(number);
    }
}
