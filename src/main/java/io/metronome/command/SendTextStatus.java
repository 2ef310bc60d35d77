package io.metronome.command;

import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringArray;
import io.metronome.command.shape.StringField;
import io.metronome.command.shape.StringFormat;
import java.util.Set;

/** Publishes a text status. GREEN-API docs, page SendTextStatus; beta, access on request; WhatsApp only. */
final class SendTextStatus {
    private static final String NAME = "sendTextStatus";

    private static final ObjectShape BODY = ObjectShape.of(
            required("message", StringField.of(1, 500)),
            optional("backgroundColor", StringFormat.colour()),
            optional(
                    "font",
                    StringFormat.oneOf("SERIF", "SANS_SERIF", "NORICAN_REGULAR", "BRYNDAN_WRITE", "OSWALD_HEAVY")),
            optional("participants", StringArray.any()));

    private SendTextStatus() {}

    static Method at(int index) {
        return new Method(
                NAME,
                index,
                Set.of(Messenger.WHATSAPP),
                true,
                5,
                Promise.ID_MESSAGE,
                new DocumentedBody(BODY),
                DocumentedBody.notOffered(NAME, Messenger.MAX));
    }
}
