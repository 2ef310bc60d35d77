package io.metronome.command;

import static io.metronome.command.CommonFields.FILE_NAME;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.ArrayShape;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;
import io.metronome.command.shape.StringFormat;

/** Publishes a picture or a video as a status. GREEN-API docs, page SendMediaStatus; WhatsApp only. */
final class SendMediaStatus {
    private static final ObjectShape BODY = ObjectShape.of(
            required("urlFile", StringFormat.webUrl()),
            required("fileName", FILE_NAME),
            optional("caption", StringField.of(0, 1_024)),
            optional("participants", ArrayShape.ofTexts(ChatId.WHATSAPP_PERSON)));

    static final MethodBuilder METHOD =
            Method.named("sendMediaStatus").needingStatusAccess().offeredBy(WHATSAPP, 5, BODY, """
                    {"urlFile": "https://my.site.com/video/status.mp4", "fileName": "status.mp4", "caption": "Today"}""");

    private SendMediaStatus() {}
}
