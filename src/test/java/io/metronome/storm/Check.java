package io.metronome.storm;

import java.util.function.Consumer;

/** A guarantee that only somebody who sees behind the scenes can ask. */
interface Check {
    /** Tells every breach, one sentence each. */
    void ask(Evidence evidence, Consumer<String> breach);
}
