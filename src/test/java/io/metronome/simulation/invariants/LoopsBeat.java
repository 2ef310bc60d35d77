package io.metronome.simulation.invariants;

import java.util.function.Consumer;

/** Every loop of a running worker turns at least every ten seconds, whatever Kafka does; the poll loop may wait for a hand-over. */
public final class LoopsBeat implements Invariant {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        evidence.fleet().watch().silences().forEach(breach);
    }
}
