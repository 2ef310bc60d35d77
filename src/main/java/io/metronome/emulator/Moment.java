package io.metronome.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A moment on both clocks.
 *
 * @param nanos the monotonic clock; only differences have a meaning
 * @param millis the calendar, in milliseconds since the epoch
 */
record Moment(long nanos, long millis) {

    /** The calendar time that belongs to another reading of the monotonic clock. */
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
