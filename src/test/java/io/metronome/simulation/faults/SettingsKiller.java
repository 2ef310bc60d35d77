package io.metronome.simulation.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.simulation.api.SimulatedApi;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedTime;

/** Kills the first workers that change the delay of an instance, about when the API answers: a kill by chance seldom does. */
public final class SettingsKiller {
    private static final int WITHIN_MILLIS = 300;

    private final SimulatedTime time;
    private final FaultInjector faults;
    private int left;

    /** @param most so many workers are killed at most */
    public SettingsKiller(SimulatedTime time, SimulatedApi api, FaultInjector faults, int most) {
        this.time = time;
        this.faults = faults;
        this.left = most;
        api.whenDelayIsSet((host, instance) -> strike(host));
    }

    private void strike(SimulatedHost host) {
        if (left > 0) {
            left--;
            time.in(MILLISECONDS.toNanos(time.sideRandom().nextInt(WITHIN_MILLIS)), () -> kill(host));
        }
    }

    private void kill(SimulatedHost host) {
        if (host.isAlive() && !host.isFrozen()) {
            faults.kill(host);
        }
    }
}
