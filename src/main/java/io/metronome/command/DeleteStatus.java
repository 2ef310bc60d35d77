package io.metronome.command;

import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.required;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringField;

/** Deletes a status. GREEN-API docs, page DeleteStatus; WhatsApp only. */
final class DeleteStatus {
    private static final ObjectShape BODY = ObjectShape.of(required("idMessage", StringField.some()));

    static final MethodBuilder METHOD = Method.named("deleteStatus")
            .promising(Promise.NOTHING)
            .notPaced()
            .repeatable()
            .needingStatusAccess()
            .offeredBy(WHATSAPP, 10, BODY, """
                    {"idMessage": "3EB0C767D097B7C7C030"}""");

    private DeleteStatus() {}
}
