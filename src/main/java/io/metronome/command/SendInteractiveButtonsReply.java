package io.metronome.command;

import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;

/**
 * Sends a text with buttons, one of which the recipient presses once. GREEN-API docs, page SendInteractiveButtonsReply; beta,
 * personal chats, WhatsApp only. No page names its limit: that of the older button methods is taken.
 */
final class SendInteractiveButtonsReply {
    private static final ObjectShape BUTTON =
            ObjectShape.of(required("buttonId", StringField.some()), required("buttonText", StringField.of(1, 25)));

    static final MethodBuilder METHOD =
            Method.named("sendInteractiveButtonsReply").offeredBy(WHATSAPP, 50, CommonFields.withButtons(BUTTON), """
                    {"chatId": "79001234567@c.us", "body": "Do you come?", \
                    "buttons": [{"buttonId": "1", "buttonText": "Yes"}, {"buttonId": "2", "buttonText": "No"}]}""");

    private SendInteractiveButtonsReply() {}
}
