package io.metronome.command;

import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringEnum;
import io.metronome.command.shape.StringField;
import io.metronome.command.shape.StringFormat;
import java.util.Map;

/**
 * Sends a text with buttons that copy, call or open a page. GREEN-API docs, page SendInteractiveButtons; beta, personal
 * chats, WhatsApp only. No page names its limit: that of the older button methods is taken.
 */
final class SendInteractiveButtons {
    private static final ObjectShape BUTTON = ObjectShape.of(
                    required("type", StringEnum.of("copy", "call", "url")),
                    required("buttonId", StringField.some()),
                    required("buttonText", StringField.of(1, 25)),
                    optional("copyCode", StringField.some()),
                    optional("phoneNumber", StringField.some()),
                    optional("url", StringFormat.webUrl()))
            .withFieldBy("type", Map.of("copy", "copyCode", "call", "phoneNumber", "url", "url"));

    static final MethodBuilder METHOD =
            Method.named("sendInteractiveButtons").offeredBy(WHATSAPP, 50, CommonFields.withButtons(BUTTON), """
            {"chatId": "79001234567@c.us", "body": "Your code", \
            "buttons": [{"type": "copy", "buttonId": "1", "buttonText": "Copy it", "copyCode": "4711"}]}""");

    private SendInteractiveButtons() {}
}
