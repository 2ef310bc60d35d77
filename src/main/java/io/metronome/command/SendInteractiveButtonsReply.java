package io.metronome.command;

import static io.metronome.command.CommonFields.TYPING_TIME;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.ArrayShape;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;

/**
 * Sends a text with buttons, one of which the recipient presses once. GREEN-API docs, page SendInteractiveButtonsReply; beta,
 * personal chats, WhatsApp only. No page names its limit: that of the older button methods is taken.
 */
final class SendInteractiveButtonsReply {
    private static final ObjectShape BUTTON =
            ObjectShape.of(required("buttonId", StringField.some()), required("buttonText", StringField.of(1, 25)));

    private static final ObjectShape BODY = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            optional("header", StringField.any()),
            required("body", StringField.of(1, 20_000)),
            optional("footer", StringField.any()),
            required("buttons", ArrayShape.of("buttons", BUTTON, 1, 3)),
            optional("typingTime", TYPING_TIME));

    static final MethodBuilder METHOD =
            Method.named("sendInteractiveButtonsReply").offeredBy(WHATSAPP, 50, BODY, """
                    {"chatId": "79001234567@c.us", "body": "Do you come?", \
                    "buttons": [{"buttonId": "1", "buttonText": "Yes"}, {"buttonId": "2", "buttonText": "No"}]}""");

    private SendInteractiveButtonsReply() {}
}
