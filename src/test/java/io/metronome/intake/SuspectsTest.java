package io.metronome.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private static final TopicPartition ONE = new TopicPartition("commands", 1);
    private static final TopicPartition TWO = new TopicPartition("commands", 2);

    private final Suspects suspects = new Suspects();

    @Test
    void findsThePartitionThatFailsAlone() {
        assertThat(suspects.failed(List.of(ONE, TWO))).isNull();
        assertThat(suspects.alone()).isEqualTo(ONE);
        suspects.passed();
        assertThat(suspects.alone()).isEqualTo(TWO);
        assertThat(suspects.failed(List.of(TWO))).isEqualTo(TWO);
        assertThat(suspects.alone()).isNull();
    }

    @Test
    void oneFailureOfTheOnlyPartitionThatIsReadProvesNothing() {
        assertThat(suspects.failed(List.of(ONE))).isNull();
        suspects.passed();
        assertThat(suspects.alone()).isNull();
        assertThat(suspects.failed(List.of(ONE))).isNull();
        assertThat(suspects.failed(List.of(ONE))).isEqualTo(ONE);
    }

    @Test
    void doesNotTakeAnotherPartitionForTheSuspect() {
        assertThat(suspects.failed(List.of(ONE, TWO))).isNull();
        assertThat(suspects.failed(List.of(TWO)))
                .as("the first one was paused meanwhile")
                .isNull();
    }
}
