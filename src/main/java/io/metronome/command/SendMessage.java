package io.metronome.command;

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

/** Sends a text. GREEN-API docs, page SendMessage of each messenger. */
final class SendMessage {
    private static final ObjectShape PREVIEW = ObjectShape.of(
            required("title", StringField.of(1, 300)),
            optional("description", StringField.of(0, 300)),
            optional("link", StringField.of(0, 300)),
            optional("urlFile", StringFormat.webUrl()),
            optional("jpegThumbnail", StringField.any()));

    private static final ObjectShape WHATSAPP_BODY = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            required("message", StringField.of(1, 20_000)),
            optional("quotedMessageId", StringField.any()),
            optional("linkPreview", BooleanField.onlyBoolean()),
            optional("typePreview", StringEnum.of("large", "small")),
            optional("customPreview", PREVIEW),
            optional("typingTime", TYPING_TIME),
            optional("archiveChat", BooleanField.onlyBoolean()));

    /* The last three are not on the page of MAX, but GREEN-API's own client sends them. */
    private static final ObjectShape MAX_BODY = ObjectShape.of(
            required("chatId", ChatId.MAX),
            required("message", StringField.of(1, 4_000)),
            optional("typingTime", TYPING_TIME),
            optional("quotedMessageId", StringField.any()),
            optional("linkPreview", BooleanField.onlyBoolean()),
            optional("archiveChat", BooleanField.onlyBoolean()));

    static final MethodBuilder METHOD = Method.named("sendMessage")
            .offeredBy(WHATSAPP, 50, WHATSAPP_BODY, """
                    {"chatId": "79001234567@c.us", "message": "Your table is ready", "linkPreview": false}""")
            .offeredBy(MAX, 50, MAX_BODY, """
                    {"chatId": "10000000", "message": "Your table is ready"}""");

    private SendMessage() {}
}
