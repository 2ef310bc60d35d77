package io.metronome.simulation.invariants;

import java.util.function.Consumer;

/** A guarantee that only somebody who sees behind the scenes can ask. */
public interface Invariant {
    /** Tells every breach, one sentence each. */
    void ask(Evidence evidence, Consumer<String> breach);
}
