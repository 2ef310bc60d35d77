package io.metronome.command;

import static io.metronome.command.shape.Field.optional;
import static io.metronome.command.shape.Field.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.Form;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.Text;
import io.metronome.command.shape.Texts;
import java.util.Set;

/** Publishes a text status. GREEN-API docs, page SendTextStatus; beta, access on request; WhatsApp only. */
final class SendTextStatus {
    private static final String NAME = "sendTextStatus";

    private static final ObjectShape BODY = ObjectShape.of(
            required("message", Text.of(1, 500)),
            optional("backgroundColor", Form.colour()),
            optional("font", Form.oneOf("SERIF", "SANS_SERIF", "NORICAN_REGULAR", "BRYNDAN_WRITE", "OSWALD_HEAVY")),
            optional("participants", Texts.any()));

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
