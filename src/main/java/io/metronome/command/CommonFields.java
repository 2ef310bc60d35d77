package io.metronome.command;

import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.ArrayShape;
import io.metronome.command.shape.IntegerRange;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;
import io.metronome.command.shape.StringFormat;
import io.metronome.command.shape.ValidationErrors;

/** Shapes that the bodies of several methods share. */
final class CommonFields {
    /** The time for which the recipient sees "typing"; it delays the next message. GREEN-API docs, page SendTyping. */
    static final IntegerRange TYPING_TIME = IntegerRange.of(1_000, 20_000).keptBy(ValidationErrors::typing);

    /** The API tells the kind of a file by its name. GREEN-API docs, page SendFileByUrl. */
    static final StringFormat FILE_NAME = StringFormat.withExtension("file name");

    /** A text with one to three buttons of that shape. GREEN-API docs, pages SendInteractiveButtons and its reply. */
    static ObjectShape withButtons(ObjectShape button) {
        return ObjectShape.of(
                required("chatId", ChatId.WHATSAPP),
                optional("header", StringField.any()),
                required("body", StringField.of(1, 20_000)),
                optional("footer", StringField.any()),
                required("buttons", ArrayShape.of("buttons", button, 1, 3)),
                optional("typingTime", TYPING_TIME));
    }

    private CommonFields() {}
}
