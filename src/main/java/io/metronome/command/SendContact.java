package io.metronome.command;

import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.IntegerRange;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;
import java.util.Set;

/** Sends a contact card. GREEN-API docs, page SendContact of each messenger. */
final class SendContact {
    private static final String NAME = "sendContact";

    private static final ObjectShape WHATSAPP_CONTACT = ObjectShape.of(
                    required("phoneContact", IntegerRange.ofDigits(11, 12)),
                    optional("firstName", StringField.any()),
                    optional("middleName", StringField.any()),
                    optional("lastName", StringField.any()),
                    optional("company", StringField.any()))
            .withOneOf("firstName", "middleName", "lastName", "company");

    private static final ObjectShape WHATSAPP = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            required("contact", WHATSAPP_CONTACT),
            optional("quotedMessageId", StringField.any()),
            optional("typingTime", DocumentedBody.TYPING_TIME));

    private static final ObjectShape MAX = ObjectShape.of(
            required("chatId", ChatId.MAX),
            required("contact", ObjectShape.of(required("chatId", ChatId.MAX))),
            optional("typingTime", DocumentedBody.TYPING_TIME));

    private SendContact() {}

    static Method at(int index) {
        return new Method(
                NAME,
                index,
                Set.of(Messenger.WHATSAPP, Messenger.MAX),
                true,
                50,
                Promise.ID_MESSAGE,
                new DocumentedBody(WHATSAPP),
                new DocumentedBody(MAX));
    }
}
