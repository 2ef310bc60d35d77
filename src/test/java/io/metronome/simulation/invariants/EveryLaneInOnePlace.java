package io.metronome.simulation.invariants;

import java.util.function.Consumer;

/** Every lane with commands is where something brings it forward, and the counters agree with what is there. */
public final class EveryLaneInOnePlace implements Invariant {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        evidence.fleet().watch().lostLanes().forEach(breach);
    }
}
