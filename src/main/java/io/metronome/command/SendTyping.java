package io.metronome.command;

import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringFormat;
import java.util.Set;

/** Shows "typing" or "recording" in a chat. GREEN-API docs, page SendTyping of each messenger; beta. */
final class SendTyping {
    private static final String NAME = "sendTyping";

    /** No table of the page "Rate limiter" names this method; the tightest limit of any other send method. */
    private static final int UNDOCUMENTED_LIMIT = 5;

    private static final int TYPING_WITHOUT_TIME = 1_000;

    private static final ObjectShape WHATSAPP = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            optional("typingTime", DocumentedBody.TYPING_TIME),
            optional("typingType", StringFormat.oneOf("recording")));

    private static final ObjectShape MAX = ObjectShape.of(
            required("chatId", ChatId.MAX),
            required("typingTime", DocumentedBody.TYPING_TIME),
            optional("typingType", StringFormat.oneOf("recording", "video", "image", "file")));

    private SendTyping() {}

    static Method at(int index) {
        return new Method(
                NAME,
                index,
                Set.of(Messenger.WHATSAPP, Messenger.MAX),
                true,
                UNDOCUMENTED_LIMIT,
                Promise.NOTHING,
                new DocumentedBody(WHATSAPP, TYPING_WITHOUT_TIME),
                new DocumentedBody(MAX, TYPING_WITHOUT_TIME));
    }
}
