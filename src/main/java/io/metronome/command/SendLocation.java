package io.metronome.command;

import static io.metronome.command.CommonFields.TYPING_TIME;
import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.shape.NumberRange;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;

/** Sends a place on the map. GREEN-API docs, page SendLocation of each messenger. */
final class SendLocation {
    private static final NumberRange LATITUDE = NumberRange.of(-90, 90);
    private static final NumberRange LONGITUDE = NumberRange.of(-180, 180);

    private static final ObjectShape WHATSAPP_BODY = ObjectShape.of(
            required("chatId", ChatId.WHATSAPP),
            required("latitude", LATITUDE),
            required("longitude", LONGITUDE),
            optional("nameLocation", StringField.any()),
            optional("address", StringField.any()),
            optional("quotedMessageId", StringField.any()),
            optional("typingTime", TYPING_TIME));

    private static final ObjectShape MAX_BODY = ObjectShape.of(
            required("chatId", ChatId.MAX),
            required("latitude", LATITUDE),
            required("longitude", LONGITUDE),
            optional("nameLocation", StringField.any()),
            optional("address", StringField.any()),
            optional("typingTime", TYPING_TIME));

    static final MethodBuilder METHOD = Method.named("sendLocation")
            .offeredBy(WHATSAPP, 50, WHATSAPP_BODY, """
                    {"chatId": "79001234567@c.us", "latitude": 51.5055, "longitude": -0.0754, "nameLocation": "Bridge"}""")
            .offeredBy(MAX, 50, MAX_BODY, """
                    {"chatId": "10000000", "latitude": 51.5055, "longitude": -0.0754}""");

    private SendLocation() {}
}
