package io.metronome.command;

import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.ArrayShape;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringEnum;
import io.metronome.command.shape.StringField;
import io.metronome.command.shape.StringFormat;

/** Publishes a text status. GREEN-API docs, page SendTextStatus; beta, access on request; WhatsApp only. */
final class SendTextStatus {
    private static final ObjectShape BODY = ObjectShape.of(
            required("message", StringField.of(1, 500)),
            optional("backgroundColor", StringFormat.colour()),
            optional("font", StringEnum.of("SERIF", "SANS_SERIF", "NORICAN_REGULAR", "BRYNDAN_WRITE", "OSWALD_HEAVY")),
            optional("participants", ArrayShape.ofTexts(ChatId.WHATSAPP_PERSON)));

    static final MethodBuilder METHOD =
            Method.named("sendTextStatus").needingStatusAccess().offeredBy(WHATSAPP, 5, BODY, """
                    {"message": "I use Green-API to send this Status!", "backgroundColor": "#228B22", "font": "SERIF"}""");

    private SendTextStatus() {}
}
