package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.simulation.api.ApiCall;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When there is less capacity than work, whoever has been due longest goes first, whatever its commands ask for. */
@ExtendWith(SilentLogs.class)
class StarvationTest {
    private static final int CALLED_OFTEN = 96;
    private static final int OTHERS = 8;
    private static final int SECONDS_OF_A_CALL = 5;

    @AutoClose
    private final Scenario scenario = new Scenario();

    /** Calls that the ledger must know of first need two steps; calls that need one could take the room each time. */
    @Test
    void commandsThatAreAnnouncedGetTheirShareOfTwoSaturatedHosts() {
        for (String host : new String[] {"3", "4"}) {
            instances(host + "1", CALLED_OFTEN, host, Duration.ofSeconds(1));
            instances(host + "2", OTHERS, host, Duration.ofSeconds(1));
            instances(host + "3", OTHERS, host, Duration.ofSeconds(6));
        }
        for (int i = 0; i < 40; i++) {
            for (String host : new String[] {"3", "4"}) {
                produce(host + "1", CALLED_OFTEN, i);
                produce(host + "2", OTHERS, i, "\"onUnknown\":\"report\"");
                produce(host + "3", OTHERS, i);
            }
        }
        scenario.run(Duration.ofMinutes(3));
        int lanes = 2 * (CALLED_OFTEN + 2 * OTHERS);
        int all = scenario.api().calls().size();
        assertThat(all).as("the capacity is used").isGreaterThan(64 * 180 / SECONDS_OF_A_CALL * 9 / 10);
        for (String host : new String[] {"3", "4"}) {
            leastCalled(host + "1", CALLED_OFTEN, all / lanes);
            leastCalled(host + "2", OTHERS, all / lanes);
            leastCalled(host + "3", OTHERS, all / lanes);
        }
    }

    /** They are due from the moment at which they came, however many went before them. */
    @Test
    void aBacklogThatIsNotPacedHoldsUpNoOtherInstance() {
        scenario.configuration().maxInFlight(1);
        scenario.restart().run(Duration.ofSeconds(10));
        scenario.api().latency("51", Duration.ofSeconds(1));
        for (int i = 0; i < 40; i++) {
            scenario.produce(
                    "{\"idInstance\":\"51\",\"method\":\"readChat\",\"body\":{\"chatId\":\"7900000%04d@c.us\"}}"
                            .formatted(i));
        }
        scenario.run(Duration.ofSeconds(5));
        int before = scenario.api().calls().size();
        assertThat(before).isBetween(2, 10);
        scenario.status("52", "a code").run(Duration.ofSeconds(5));
        assertThat(scenario.api().calls().subList(before, scenario.api().calls().size()))
                .extracting(ApiCall::instance)
                .as("calls since then")
                .startsWith("52", "51");
    }

    private void leastCalled(String kind, int count, int mean) {
        int least = IntStream.range(0, count)
                .map(i -> scenario.api().times(kind + (100 + i)).size())
                .min()
                .orElseThrow();
        assertThat(least).as("the fewest calls of an instance %s", kind).isGreaterThanOrEqualTo(mean * 3 / 4);
    }

    private void instances(String kind, int count, String host, Duration delay) {
        for (int i = 0; i < count; i++) {
            scenario.api().delay(kind + (100 + i), delay);
            scenario.api().latency(kind + (100 + i), Duration.ofSeconds(SECONDS_OF_A_CALL));
            scenario.configuration().host(kind + (100 + i), "http://" + host);
        }
    }

    private void produce(String kind, int count, int message, String... more) {
        for (int i = 0; i < count; i++) {
            scenario.status(kind + (100 + i), "m" + message, more);
        }
    }
}
