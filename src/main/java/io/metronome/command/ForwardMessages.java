package io.metronome.command;

import static io.metronome.command.CommonFields.TYPING_TIME;
import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.ArrayShape;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;

/**
 * Forwards messages to another chat. GREEN-API docs, page ForwardMessages of each messenger. One id in each command is
 * best: users report that of several only one is forwarded, several times (GREEN-API forum, post 473).
 */
final class ForwardMessages {
    private static final ArrayShape IDS = ArrayShape.of("message ids", StringField.some(), 1, Integer.MAX_VALUE);

    private static final ObjectShape WHATSAPP_BODY = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            required("chatIdFrom", ChatId.WHATSAPP),
            required("messages", IDS),
            optional("typingTime", TYPING_TIME));

    private static final ObjectShape MAX_BODY = ObjectShape.of(
            required("chatId", ChatId.MAX),
            required("chatIdFrom", ChatId.MAX),
            required("messages", IDS),
            optional("typingTime", TYPING_TIME));

    static final MethodBuilder METHOD = Method.named("forwardMessages")
            .promising(Promise.MESSAGES)
            .offeredBy(WHATSAPP, 50, WHATSAPP_BODY, """
                    {"chatId": "79001234567@c.us", "chatIdFrom": "79001234568@c.us", "messages": ["3EB0C767D097B7C7C030"]}""")
            .offeredBy(MAX, 50, MAX_BODY, """
                    {"chatId": "10000000", "chatIdFrom": "10000001", "messages": ["1762333029830"]}""");

    private ForwardMessages() {}
}
