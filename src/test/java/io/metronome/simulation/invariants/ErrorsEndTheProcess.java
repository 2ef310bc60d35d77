package io.metronome.simulation.invariants;

import java.util.function.Consumer;

/** An Error on any thread of a worker ends its process. */
public final class ErrorsEndTheProcess implements Invariant {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        evidence.fleet().watch().survivors().forEach(breach);
    }
}
