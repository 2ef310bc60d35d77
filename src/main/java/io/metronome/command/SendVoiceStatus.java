package io.metronome.command;

import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.ArrayShape;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringFormat;

/** Publishes a voice status. GREEN-API docs, page SendVoiceStatus; beta, access on request; WhatsApp only. */
final class SendVoiceStatus {
    private static final ObjectShape BODY = ObjectShape.of(
            required("urlFile", StringFormat.webUrl()),
            required("fileName", StringFormat.endingIn("audio file", ".mp3", ".wav")),
            optional("backgroundColor", StringFormat.colour()),
            optional("participants", ArrayShape.ofTexts(ChatId.WHATSAPP_PERSON)));

    static final MethodBuilder METHOD =
            Method.named("sendVoiceStatus").needingStatusAccess().offeredBy(WHATSAPP, 5, BODY, """
                    {"urlFile": "https://my.site.com/audio/status.mp3", "fileName": "status.mp3"}""");

    private SendVoiceStatus() {}
}
