package io.metronome.command;

import static io.metronome.command.shape.Field.optional;
import static io.metronome.command.shape.Field.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.Form;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.Texts;
import java.util.Set;

/** Publishes a voice status. GREEN-API docs, page SendVoiceStatus; beta, access on request; WhatsApp only. */
final class SendVoiceStatus {
    private static final String NAME = "sendVoiceStatus";

    private static final ObjectShape BODY = ObjectShape.of(
            required("urlFile", Form.webUrl()),
            required("fileName", Form.endingIn(".mp3", ".wav")),
            optional("backgroundColor", Form.colour()),
            optional("participants", Texts.any()));

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
