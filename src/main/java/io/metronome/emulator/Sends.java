package io.metronome.emulator;

import io.metronome.command.Messenger;
import org.jspecify.annotations.Nullable;

/** The methods that put a message into the queue. A 200 means taken into it, not sent. */
final class Sends {
    private Sends() {}

    static Response toChat(Account account, ApiCall ask) {
        Response refusal = account.overQuota(ask, ask.body().path("chatId").asString(""));
        return refusal != null ? refusal : queued(account, ask);
    }

    /** MAX gives only those away whom the instance has among its contacts (GREEN-API docs v3, page SendContact). */
    static Response contact(Account account, ApiCall ask) {
        String given = ask.body().path("contact").path("chatId").asString("");
        boolean stranger = account.messenger() == Messenger.MAX && !account.knows(given);
        return stranger
                ? Response.error(400, "Contact " + given + " not found", ask.path(), ask.at())
                : toChat(account, ask);
    }

    static Response typing(Account account, ApiCall ask) {
        Response answer = toChat(account, ask);
        boolean silent = account.rules().typingAnswer() == TypingAnswer.EMPTY && answer.status() == 200;
        return silent ? Response.empty(200) : answer;
    }

    static Response status(Account account, ApiCall ask) {
        Response refusal = betaOff(account);
        return refusal != null ? refusal : queued(account, ask);
    }

    /** 403 where the beta access to statuses is missing (GREEN-API docs, page SendTextStatus), otherwise null. */
    static @Nullable Response betaOff(Account account) {
        return account.statusesAllowed() ? null : Response.text(403, "Forbidden");
    }

    private static Response queued(Account account, ApiCall ask) {
        String id = account.enqueue(ask);
        return Response.json(200, "{\"idMessage\":\"" + id + "\"}").named(id);
    }
}
