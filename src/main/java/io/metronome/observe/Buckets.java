package io.metronome.observe;

import java.time.Duration;
import java.util.Arrays;

/** The upper bounds of a histogram's buckets. */
final class Buckets {
    private Buckets() {}

    static Duration[] millis(int... bounds) {
        return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
