package io.metronome.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * One moment on both clocks.
 *
 * @param nanos monotonic, comparable by difference only
 * @param millis calendar, since 1970
 */
record Moment(long nanos, long millis) {

    /** The calendar time of another reading of the monotonic clock. */
    Instant calendarAt(long otherNanos) {
        return Instant.ofEpochMilli(millis - TimeUnit.NANOSECONDS.toMillis(nanos - otherNanos));
    }

    Moment plus(Duration time) {
        return new Moment(nanos + time.toNanos(), millis + time.toMillis());
    }

    Instant calendar() {
        return Instant.ofEpochMilli(millis);
    }
}
