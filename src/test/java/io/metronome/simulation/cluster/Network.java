package io.metronome.simulation.cluster;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.simulation.time.SimulatedTime;
import java.util.function.LongSupplier;

/** How long messages between clients and the broker take: drawn for each in a storm, always the same in a scenario. */
final class Network {
    private static final long CALM = MICROSECONDS.toNanos(500);

    private final SimulatedTime time;
    private int slowness = 1;
    private boolean calm;

    Network(SimulatedTime time) {
        this.time = time;
    }

    void calm() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    void slow(int times) {
        slowness = times;
    }

    /** How long one message is on its way. */
    long message() {
        if (calm) {
            return slowness * CALM;
        }
        return slowness * (time.oneIn(20) ? time.between(500, 20_000) : time.between(50, 1_000));
    }

    /** How long the markers of one transaction take, each of them. */
    LongSupplier markers() {
        if (calm) {
            return () -> CALM;
        }
        long most = time.oneIn(8) ? MILLISECONDS.toMicros(1_500) : 4_000;
        return () -> time.between(100, most);
    }
}
