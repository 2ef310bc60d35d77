package io.metronome.command;

import io.metronome.command.shape.Findings;
import io.metronome.command.shape.Whole;

/** Values that the bodies of several methods have in common. */
final class CommonFields {
    /** How long the recipient sees "typing"; the next message waits for it. GREEN-API docs, page SendTyping. */
    static final Whole TYPING_TIME = Whole.of(1_000, 20_000).keptBy(Findings::typing);

    private CommonFields() {}
}
