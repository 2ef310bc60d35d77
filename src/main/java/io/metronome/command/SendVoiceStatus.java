package io.metronome.command;

import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.Field.optional;
import static io.metronome.command.shape.Field.required;

import io.metronome.command.shape.Form;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.Texts;

/** Publishes a voice status. GREEN-API docs, page SendVoiceStatus; beta, access on request; WhatsApp only. */
final class SendVoiceStatus {
    private static final ObjectShape BODY = ObjectShape.of(
            required("urlFile", Form.webUrl()),
            required("fileName", Form.endingIn("audio file", ".mp3", ".wav")),
            optional("backgroundColor", Form.colour()),
            optional("participants", Texts.any()));

    static final MethodBuilder METHOD =
            Method.named("sendVoiceStatus").needingStatusAccess().offeredBy(WHATSAPP, 5, BODY, """
                    {"urlFile": "https://my.site.com/audio/status.mp3", "fileName": "status.mp3"}""");

    private SendVoiceStatus() {}
}
