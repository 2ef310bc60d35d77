package io.metronome.simulation.invariants;

import java.util.function.Consumer;

/** A transactional id is fenced when its member has left the group, and not before. */
public final class OnlyDeadMembersFenced implements Invariant {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        evidence.broker().wronglyFenced().forEach(id -> breach.accept(id + " was fenced while its member was alive"));
    }
}
