package io.metronome.command;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;

/** Marks a chat, or one message and those before it, as read. GREEN-API docs, page ReadChat of each messenger. */
final class ReadChat {
    private static final ObjectShape WHATSAPP_BODY =
            ObjectShape.of(required("chatId", ChatId.WHATSAPP), optional("idMessage", StringField.any()));

    private static final ObjectShape MAX_BODY =
            ObjectShape.of(required("chatId", ChatId.MAX), optional("idMessage", StringField.any()));

    static final MethodBuilder METHOD = Method.named("readChat")
            .promising(Promise.SET_READ)
            .notPaced()
            .repeatable()
            .offeredBy(WHATSAPP, 10, WHATSAPP_BODY, """
                    {"chatId": "79001234567@c.us"}""")
            .offeredBy(MAX, 10, MAX_BODY, """
                    {"chatId": "10000000"}""");

    private ReadChat() {}
}
