package io.metronome.command;

import static io.metronome.command.CommonFields.TYPING_TIME;
import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringEnum;

/** Shows "typing" or "recording" in a chat. GREEN-API docs, page SendTyping of each messenger; beta. */
final class SendTyping {
    /** The lowest limit of any send method: no table of the page "Rate limiter" names sendTyping. */
    private static final int UNDOCUMENTED_LIMIT = 5;

    private static final ObjectShape WHATSAPP_BODY = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            optional("typingTime", TYPING_TIME),
            optional("typingType", StringEnum.of("recording")));

    private static final ObjectShape MAX_BODY = ObjectShape.of(
            required("chatId", ChatId.MAX),
            required("typingTime", TYPING_TIME),
            optional("typingType", StringEnum.of("text", "recording", "video", "image", "file")));

    static final MethodBuilder METHOD = Method.named("sendTyping")
            .promising(Promise.NOTHING)
            .typingFor(1_000)
            .repeatable()
            .offeredBy(WHATSAPP, UNDOCUMENTED_LIMIT, WHATSAPP_BODY, """
                    {"chatId": "79001234567@c.us", "typingTime": 1000, "typingType": "recording"}""")
            .offeredBy(MAX, UNDOCUMENTED_LIMIT, MAX_BODY, """
                    {"chatId": "10000000", "typingTime": 2000}""");

    private SendTyping() {}
}
