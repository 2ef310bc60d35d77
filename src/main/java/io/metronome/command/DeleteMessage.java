package io.metronome.command;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.BooleanField;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;

/**
 * Deletes a message that was sent. GREEN-API docs, page DeleteMessage of each messenger; the limit of MAX is not on a page,
 * and the lowest of all is taken.
 */
final class DeleteMessage {
    private static final ObjectShape WHATSAPP_BODY = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            required("idMessage", StringField.some()),
            optional("onlySenderDelete", BooleanField.onlyBoolean()));

    private static final ObjectShape MAX_BODY = ObjectShape.of(
            required("chatId", ChatId.MAX),
            required("idMessage", StringField.some()),
            optional("onlySenderDelete", BooleanField.onlyBoolean()));

    static final MethodBuilder METHOD = Method.named("deleteMessage")
            .promising(Promise.NOTHING)
            .notPaced()
            .repeatable()
            .offeredBy(WHATSAPP, 10, WHATSAPP_BODY, """
                    {"chatId": "79001234567@c.us", "idMessage": "3EB0C767D097B7C7C030"}""")
            .offeredBy(MAX, 1, MAX_BODY, """
                    {"chatId": "10000000", "idMessage": "1762333029830"}""");

    private DeleteMessage() {}
}
