package io.metronome.emulator;

import io.metronome.command.Method;
import io.metronome.command.Method.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The actions of the catalogue's methods. A 200 means that the message is in the queue, not that it was sent. */
final class Sends {
    private Sends() {}

    /** The action of a method of the catalogue. */
    static Endpoint.Action of(Method method) {
        return switch (method.name()) {
            case "editMessage" -> Sends::edit;
            case "deleteMessage" -> Sends::delete;
            case "deleteStatus" -> Statuses::delete;
            default -> byPromise(method.promise());
        };
    }

    private static Endpoint.Action byPromise(Promise promise) {
        return switch (promise) {
            case ID_MESSAGE -> Sends::message;
            case NOTHING -> Sends::messageWithoutPromise;
            case SAVE_SETTINGS -> AccountMethods::setSettings;
            case MESSAGES -> Sends::forwarded;
            case SET_READ -> (account, ask) -> Response.json(200, "{\"setRead\":true}");
        };
    }

    /** The id of a message that is not in the queue is believed: the API knows more than the last thousand. */
    private static Response edit(Account account, ApiCall ask) {
        String id = ask.body().path("idMessage").asString("");
        account.outbox().edit(id, ask.body().path("message").asString(""));
        return Response.json(200, Json.write(Map.of("idMessage", id))).named(id);
    }

    private static Response delete(Account account, ApiCall ask) {
        account.outbox().forget(ask.body().path("idMessage").asString(""));
        return Response.empty(200);
    }

    /** One entry in the queue, whatever the number of messages, and an id for each. */
    private static Response forwarded(Account account, ApiCall ask) {
        Response refusal = refusal(account, ask);
        if (refusal != null) {
            return refusal;
        }
        List<String> ids = new ArrayList<>();
        ids.add(account.enqueue(ask));
        while (ids.size() < ask.body().path("messages").size()) {
            ids.add(account.nextId(ask));
        }
        return Response.json(200, Json.write(Map.of("messages", ids))).named(ids.getFirst());
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
