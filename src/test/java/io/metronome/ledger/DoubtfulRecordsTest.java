package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class DoubtfulRecordsTest {
    private final DoubtfulRecords doubtful = new DoubtfulRecords();

    @Test
    void aRecordThatIsTooLargeNeedsNoSecondLook() {
        assertThat(doubtful.isProven("a", "topic", new RecordTooLargeException("x"), false))
                .isTrue();
        assertThat(doubtful.isEmpty()).isTrue();
    }

    /** The broker's words are about the batch, and reach records of other topics, too. */
    @Test
    void onlyARecordWithoutAKeyIsRefusedForIt() {
        Exception withoutKey = new InvalidRecordException("a message without key");
        assertThat(doubtful.isProven(Samples.reply("topic", "a", null), "topic", withoutKey, false))
                .isTrue();
        assertThat(doubtful.isEmpty()).isTrue();
        assertThat(doubtful.isProven(Samples.keyed("topic", "b", null), "topic", withoutKey, false))
                .isFalse();
    }

    @Test
    void anotherRefusalIsProvenByBeingRefusedAloneForASecond() {
        Exception policy = new PolicyViolationException("x");
        for (int i = 0; i < 5; i++) {
            assertThat(doubtful.isProven("a", "topic", policy, false)).isFalse();
            assertThat(doubtful.contains("a")).isTrue();
        }
        assertThat(doubtful.isProven("a", "topic", policy, false)).isTrue();
        assertThat(doubtful.contains("a")).isFalse();
    }

    @Test
    void oneProofHoldsForTheSameRefusalOfOthers() {
        Exception policy = new PolicyViolationException("x");
        for (int i = 0; i < 6; i++) {
            boolean unused = doubtful.isProven("a", "topic", policy, false);
        }
        assertThat(doubtful.isProven("b", "topic", policy, false)).isFalse();
        assertThat(doubtful.isProven("b", "topic", policy, false)).isTrue();
        assertThat(doubtful.isProven("c", "another topic", policy, false)).isFalse();
        assertThat(doubtful.isProven("c", "another topic", policy, false)).isFalse();
    }

    @Test
    void anEchoOfAnotherRecordsFailureProvesNothing() {
        Exception tooLarge = new RecordTooLargeException("x");
        for (int i = 0; i < 9; i++) {
            assertThat(doubtful.isProven("a", "topic", tooLarge, true)).isFalse();
        }
        assertThat(doubtful.contains("a")).isTrue();
        assertThat(doubtful.isProven("a", "topic", tooLarge, false)).isTrue();
    }

    @Test
    void theNextCheckpointBeginsAnew() {
        assertThat(doubtful.isProven("a", "topic", new PolicyViolationException("x"), false))
                .isFalse();
        doubtful.clear();
        assertThat(doubtful.contains("a")).isFalse();
    }
}
