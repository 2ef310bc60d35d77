package io.metronome.dispatch.host;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.dispatch.loop.Time;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The monotonic clock as the breakers of the hosts want it. */
final class MonotonicClock extends Clock {
    private final Time time;

    MonotonicClock(Time time) {
        this.time = time;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(NANOSECONDS.toMillis(time.nanos()));
    }
}
