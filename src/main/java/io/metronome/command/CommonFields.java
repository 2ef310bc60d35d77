package io.metronome.command;

import io.metronome.command.shape.IntegerRange;
import io.metronome.command.shape.ValidationErrors;

/** Values that the bodies of several methods have in common. */
final class CommonFields {
    /** How long the recipient sees "typing"; the next message waits for it. GREEN-API docs, page SendTyping. */
    static final IntegerRange TYPING_TIME = IntegerRange.of(1_000, 20_000).keptBy(ValidationErrors::typing);

    private CommonFields() {}
}
