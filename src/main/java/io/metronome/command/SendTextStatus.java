package io.metronome.command;

import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.Field.optional;
import static io.metronome.command.shape.Field.required;

import io.metronome.command.shape.Form;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringEnum;
import io.metronome.command.shape.Text;
import io.metronome.command.shape.Texts;

/** Publishes a text status. GREEN-API docs, page SendTextStatus; beta, access on request; WhatsApp only. */
final class SendTextStatus {
    private static final ObjectShape BODY = ObjectShape.of(
            required("message", Text.of(1, 500)),
            optional("backgroundColor", Form.colour()),
            optional("font", StringEnum.of("SERIF", "SANS_SERIF", "NORICAN_REGULAR", "BRYNDAN_WRITE", "OSWALD_HEAVY")),
            optional("participants", Texts.any()));

    static final MethodBuilder METHOD =
            Method.named("sendTextStatus").needingStatusAccess().offeredBy(WHATSAPP, 5, BODY, """
                    {"message": "I use Green-API to send this Status!", "backgroundColor": "#228B22", "font": "SERIF"}""");

    private SendTextStatus() {}
}
