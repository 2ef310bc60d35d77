package io.metronome.command;

import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringArray;
import io.metronome.command.shape.StringFormat;
import java.util.Set;

/** Publishes a voice status. GREEN-API docs, page SendVoiceStatus; beta, access on request; WhatsApp only. */
final class SendVoiceStatus {
    private static final String NAME = "sendVoiceStatus";

    private static final ObjectShape BODY = ObjectShape.of(
            required("urlFile", StringFormat.webUrl()),
            required("fileName", StringFormat.endingIn(".mp3", ".wav")),
            optional("backgroundColor", StringFormat.colour()),
            optional("participants", StringArray.any()));

    private SendVoiceStatus() {}

    static Method at(int index) {
        return new Method(
                NAME,
                index,
                Set.of(Messenger.WHATSAPP),
                true,
                5,
                Promise.ID_MESSAGE,
                new DocumentedBody(BODY),
                DocumentedBody.notOffered(NAME, Messenger.MAX));
    }
}
