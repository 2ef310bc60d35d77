package io.metronome.simulation.invariants;

import java.util.function.Consumer;

/** A guarantee that needs to see the inside of the simulation. */
public interface Invariant {
    /** Tells every breach, one sentence each. */
    void ask(Evidence evidence, Consumer<String> breach);
}
