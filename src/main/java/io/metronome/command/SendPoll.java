package io.metronome.command;

import static io.metronome.command.CommonFields.TYPING_TIME;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.ArrayShape;
import io.metronome.command.shape.BooleanField;
import io.metronome.command.shape.DistinctString;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;

/** Sends a poll. GREEN-API docs, page SendPoll; WhatsApp only. */
final class SendPoll {
    private static final ObjectShape OPTION =
            ObjectShape.of(required("optionName", new DistinctString(StringField.of(1, 100))));

    private static final ObjectShape BODY = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            required("message", StringField.of(1, 255)),
            required("options", ArrayShape.of("options", OPTION, 2, 12)),
            optional("multipleAnswers", BooleanField.onlyBoolean()),
            optional("quotedMessageId", StringField.any()),
            optional("typingTime", TYPING_TIME));

    static final MethodBuilder METHOD = Method.named("sendPoll").offeredBy(WHATSAPP, 50, BODY, """
            {"chatId": "79001234567@c.us", "message": "Which day?", \
            "options": [{"optionName": "Monday"}, {"optionName": "Friday"}]}""");

    private SendPoll() {}
}
