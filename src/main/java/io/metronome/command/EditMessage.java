package io.metronome.command;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;

/**
 * Changes the text of a message that was sent: one's own, within 15 minutes. GREEN-API docs, page EditMessage of each
 * messenger; the limit of MAX is not on a page, that of WhatsApp is taken.
 */
final class EditMessage {
    private static final ObjectShape WHATSAPP_BODY = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            required("idMessage", StringField.some()),
            required("message", StringField.of(1, 20_000)));

    private static final ObjectShape MAX_BODY = ObjectShape.of(
            required("chatId", ChatId.MAX),
            required("idMessage", StringField.some()),
            required("message", StringField.of(1, 4_000)));

    static final MethodBuilder METHOD = Method.named("editMessage")
            .notPaced()
            .repeatable()
            .offeredBy(WHATSAPP, 1, WHATSAPP_BODY, """
                    {"chatId": "79001234567@c.us", "idMessage": "3EB0C767D097B7C7C030", "message": "At seven, not at six"}""")
            .offeredBy(MAX, 1, MAX_BODY, """
                    {"chatId": "10000000", "idMessage": "1762333029830", "message": "At seven, not at six"}""");

    private EditMessage() {}
}
