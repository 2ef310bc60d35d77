package io.metronome.emulator;

import io.metronome.command.Method.Promise;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The actions of the catalogue's methods. A 200 means that the message is in the queue, not that it was sent. */
final class Sends {
    private Sends() {}

    /** The action of a method with that promise. */
    static Endpoint.Action of(Promise promise) {
        return switch (promise) {
            case ID_MESSAGE -> Sends::message;
            case NOTHING -> Sends::messageWithoutPromise;
            case SAVE_SETTINGS -> AccountMethods::setSettings;
        };
    }

    private static Response message(Account account, ApiCall ask) {
        Response refusal = refusal(account, ask);
        if (refusal != null) {
            return refusal;
        }
        String id = account.enqueue(ask);
        return Response.json(200, "{\"idMessage\":\"" + id + "\"}").named(id);
    }

    private static Response messageWithoutPromise(Account account, ApiCall ask) {
        Response answer = message(account, ask);
        boolean silent = account.rules().typingAnswer() == TypingAnswer.EMPTY && answer.status() == 200;
        return silent ? Response.empty(200) : answer;
    }

    private static @Nullable Response refusal(Account account, ApiCall ask) {
        Response withoutAccess = ask.method().needsStatusAccess() ? withoutStatusAccess(account) : null;
        if (withoutAccess != null) {
            return withoutAccess;
        }
        JsonNode given = ask.body().path("contact").path("chatId");
        if (given.isString() && !account.knows(given.stringValue())) {
            return unknownContact(ask, given.stringValue());
        }
        JsonNode chat = ask.body().path("chatId");
        return chat.isString() ? account.overQuota(ask, chat.stringValue()) : null;
    }

    /** MAX sends only contacts that the instance has (GREEN-API docs v3, page SendContact). */
    private static Response unknownContact(ApiCall ask, String chatId) {
        return Response.error(400, "Contact " + chatId + " not found", ask.path(), ask.at());
    }

    /** 403 if the instance has no beta access to statuses (GREEN-API docs, page SendTextStatus), else null. */
    static @Nullable Response withoutStatusAccess(Account account) {
        return account.statusesAllowed() ? null : Response.text(403, "Forbidden");
    }
}
