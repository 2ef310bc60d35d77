package io.metronome.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OwnershipsTest {
    private static final TopicPartition ONE = new TopicPartition("commands", 1);
    private static final TopicPartition TWO = new TopicPartition("commands", 2);

    private final Ownerships ownerships = new Ownerships();

    @Test
    void everyAssignmentHasANumberOfItsOwn() {
        long first = ownerships.assign(List.of(ONE)).getOrDefault(1, 0L);
        ownerships.forget(Set.of(1));
        long second = ownerships.assign(List.of(ONE)).getOrDefault(1, 0L);
        assertThat(first).isPositive();
        assertThat(second).isGreaterThan(first);
        assertThat(ownerships.of(1)).isEqualTo(second);
    }

    @Test
    void whatIsNotOursHasNoNumber() {
        ownerships.assign(List.of(ONE));
        assertThat(ownerships.of(2)).isZero();
        assertThat(ownerships.of(List.of(ONE, TWO))).containsOnlyKeys(1);
    }

    @Test
    void onlyWhatHasBegunAndIsNotHeldIsRead() {
        ownerships.assign(List.of(ONE, TWO));
        assertThat(ownerships.pausedOf(List.of(ONE, TWO), true)).containsExactly(ONE, TWO);
        ownerships.begin(1, 0);
        ownerships.begin(2, 0);
        ownerships.pause(2, true);
        assertThat(ownerships.pausedOf(List.of(ONE, TWO), true)).containsExactly(TWO);
        ownerships.pause(2, false);
        assertThat(ownerships.pausedOf(List.of(ONE, TWO), true)).isEmpty();
        assertThat(ownerships.pausedOf(List.of(ONE, TWO), false)).containsExactly(ONE, TWO);
    }

    @Test
    void forgettingForgetsThatItHadBegunOrWasHeld() {
        ownerships.assign(List.of(ONE, TWO));
        ownerships.begin(1, 0);
        ownerships.begin(2, 0);
        ownerships.pause(2, true);
        ownerships.forget(Set.of(1, 2));
        ownerships.assign(List.of(ONE, TWO));
        ownerships.begin(2, 0);
        assertThat(ownerships.pausedOf(List.of(ONE, TWO), true)).containsExactly(ONE);
    }

    @Test
    void tellsACopyOfWhatIsOurs() {
        Map<Integer, Long> before = ownerships.all();
        ownerships.assign(List.of(ONE));
        assertThat(before).isEmpty();
        assertThat(ownerships.all()).containsOnlyKeys(1);
    }
}
