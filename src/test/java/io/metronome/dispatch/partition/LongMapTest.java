package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LongMapTest {
    static LongStream seeds() {
        return new Random().longs(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesWhatAHashMapWouldDo(long seed) {
        Random random = new Random(seed);
        LongMap map = new LongMap();
        Map<Long, Long> model = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            // Few keys, many of which fall into the same slots.
            long key = (1L + random.nextInt(400)) * (random.nextBoolean() ? 1L : 1L << 32);
            // It grows at first, and shrinks in the end.
            if (random.nextInt(10_000) < i) {
                map.remove(key);
                model.remove(key);
            } else {
                map.put(key, i);
                model.put(key, (long) i);
            }
            long other = 1L + random.nextInt(400);
            assertThat(map.get(key, -1)).isEqualTo(model.getOrDefault(key, -1L));
            assertThat(map.get(other, -1)).isEqualTo(model.getOrDefault(other, -1L));
            assertThat(map.size()).isEqualTo(model.size());
        }
        model.forEach((key, value) -> assertThat(map.get(key, -1)).isEqualTo(value));
    }

    @Test
    void givesMemoryBackWhenMostEntriesAreGone() {
        LongMap map = new LongMap();
        int least = map.capacity();
        for (long key = 1; key <= 100_000; key++) {
            map.put(key, key);
        }
        assertThat(map.capacity()).isBetween(200_000, 400_000);
        for (long key = 1; key <= 99_000; key++) {
            map.remove(key);
        }
        assertThat(map.capacity()).isLessThan(10_000);
        assertThat(map.get(99_500, -1)).isEqualTo(99_500);
        for (long key = 99_001; key <= 100_000; key++) {
            map.remove(key);
        }
        assertThat(map.capacity()).isEqualTo(least);
    }
}
