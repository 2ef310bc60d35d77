package io.metronome.command;

import static io.metronome.command.CommonFields.TYPING_TIME;
import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.IntegerRange;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;

/** Sends a contact card. GREEN-API docs, page SendContact of each messenger. */
final class SendContact {
    private static final ObjectShape WHATSAPP_CONTACT = ObjectShape.of(
                    required("phoneContact", IntegerRange.ofDigits("phone number", 5, 15)),
                    optional("firstName", StringField.any()),
                    optional("middleName", StringField.any()),
                    optional("lastName", StringField.any()),
                    optional("company", StringField.any()))
            .withOneOf("firstName", "middleName", "lastName", "company");

    private static final ObjectShape WHATSAPP_BODY = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            required("contact", WHATSAPP_CONTACT),
            optional("quotedMessageId", StringField.any()),
            optional("typingTime", TYPING_TIME));

    private static final ObjectShape MAX_BODY = ObjectShape.of(
            required("chatId", ChatId.MAX),
            required("contact", ObjectShape.of(required("chatId", ChatId.MAX))),
            optional("typingTime", TYPING_TIME));

    static final MethodBuilder METHOD = Method.named("sendContact")
            .offeredBy(WHATSAPP, 50, WHATSAPP_BODY, """
                    {"chatId": "79001234567@c.us", "contact": {"phoneContact": 79001234568, "firstName": "Anna"}}""")
            .offeredBy(MAX, 50, MAX_BODY, """
                    {"chatId": "10000000", "contact": {"chatId": "20000001"}}""");

    private SendContact() {}
}
