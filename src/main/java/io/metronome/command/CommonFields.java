package io.metronome.command;

import io.metronome.command.shape.IntegerRange;
import io.metronome.command.shape.StringFormat;
import io.metronome.command.shape.ValidationErrors;

/** Shapes that the bodies of several methods share. */
final class CommonFields {
    /** The time for which the recipient sees "typing"; it delays the next message. GREEN-API docs, page SendTyping. */
    static final IntegerRange TYPING_TIME = IntegerRange.of(1_000, 20_000).keptBy(ValidationErrors::typing);

    /** The API tells the kind of a file by its name. GREEN-API docs, page SendFileByUrl. */
    static final StringFormat FILE_NAME = StringFormat.withExtension("file name");

    private CommonFields() {}
}
