package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PendingIdsTest {
    static LongStream seeds() {
        return new Random().longs(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsWhatAHashMapWould(long seed) {
        Random random = new Random(seed);
        PendingIds ids = new PendingIds();
        Map<Long, SampleCommand> model = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            // Few hashes, many of which fall into the same slots.
            long hash = (1L + random.nextInt(400)) * (random.nextBoolean() ? 1L : 1L << 32);
            // There are more of them at first, and fewer in the end.
            if (random.nextInt(10_000) < i) {
                ids.remove(hash);
                model.remove(hash);
            } else {
                SampleCommand command = new SampleCommand(i, 1).named(hash);
                ids.put(command);
                model.put(hash, command);
            }
            long other = 1L + random.nextInt(400);
            assertThat(ids.find(hash)).isSameAs(model.get(hash));
            assertThat(ids.find(other)).isSameAs(model.get(other));
        }
        model.forEach((hash, command) -> assertThat(ids.find(hash)).isSameAs(command));
    }

    @Test
    void costsAFewBytesForEachAndGivesThemBack() {
        PendingIds ids = new PendingIds();
        assertThat(ids.bytes()).isZero();
        for (int i = 1; i <= 90_000; i++) {
            ids.put(new SampleCommand(i, 1).named(SentIds.hash("1101000001", "id-" + i)));
        }
        assertThat(ids.bytes()).isBetween(5L * 90_000, 13L * 90_000);
        for (int i = 1; i <= 90_000; i++) {
            ids.remove(SentIds.hash("1101000001", "id-" + i));
        }
        assertThat(ids.bytes()).isZero();
        assertThat(ids.find(SentIds.hash("1101000001", "id-7"))).isNull();
    }
}
