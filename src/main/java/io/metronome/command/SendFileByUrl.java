package io.metronome.command;

import static io.metronome.command.CommonFields.FILE_NAME;
import static io.metronome.command.CommonFields.TYPING_TIME;
import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.BooleanField;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringEnum;
import io.metronome.command.shape.StringField;
import io.metronome.command.shape.StringFormat;

/**
 * Sends a file that the API fetches. GREEN-API docs, page SendFileByUrl of each messenger. The pages do not show
 * {@code archiveChat}, but GREEN-API's own client for Python sends it to WhatsApp.
 */
final class SendFileByUrl {
    /** The longest of all limits in the sources. A newer client has 1,024; the API decides. */
    private static final StringField CAPTION = StringField.of(0, 20_000);

    private static final ObjectShape WHATSAPP_BODY = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            required("urlFile", StringFormat.webUrl()),
            required("fileName", FILE_NAME),
            optional("caption", CAPTION),
            optional("quotedMessageId", StringField.any()),
            optional("typingTime", TYPING_TIME),
            optional("typingType", StringEnum.of("recording", "typing")),
            optional("archiveChat", BooleanField.onlyBoolean()));

    private static final ObjectShape MAX_BODY = ObjectShape.of(
            required("chatId", ChatId.MAX),
            required("urlFile", StringFormat.webUrl()),
            required("fileName", FILE_NAME),
            optional("caption", CAPTION),
            optional("typingTime", TYPING_TIME));

    static final MethodBuilder METHOD = Method.named("sendFileByUrl")
            .offeredBy(WHATSAPP, 50, WHATSAPP_BODY, """
                    {"chatId": "79001234567@c.us", "urlFile": "https://my.site.com/img/horse.png", \
                    "fileName": "horse.png", "caption": "A horse"}""")
            .offeredBy(MAX, 50, MAX_BODY, """
                    {"chatId": "10000000", "urlFile": "https://my.site.com/img/horse.png", "fileName": "horse.png"}""");

    private SendFileByUrl() {}
}
