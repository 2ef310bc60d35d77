package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final long FAR = 40_000_000_000L;

    @Test
    void keepsWhatWasAddedUntilItIsRemoved() {
        Positions positions = new Positions();
        for (long offset = FAR; offset < FAR + 1_000_000; offset += 2) {
            positions.add(record(3, offset));
        }
        assertThat(positions.contains(record(3, FAR))).isTrue();
        assertThat(positions.contains(record(3, FAR + 1))).isFalse();
        assertThat(positions.contains(record(3, FAR - 2))).isFalse();
        assertThat(positions.contains(record(3, 4 * FAR))).isFalse();
        assertThat(positions.contains(record(2, FAR))).isFalse();
        assertThat(positions.remove(3, FAR + 4)).isTrue();
        assertThat(positions.remove(3, FAR + 4)).isFalse();
        assertThat(positions.remove(2, FAR)).isFalse();
        assertThat(positions.contains(record(3, FAR + 4))).isFalse();
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>("t", partition, offset, new byte[0], new byte[0]);
    }
}
