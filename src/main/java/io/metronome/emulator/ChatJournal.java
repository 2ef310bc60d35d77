package io.metronome.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The journals of the messages that an instance sent (GREEN-API docs, pages GetChatHistory, GetMessage,
 * LastOutgoingMessages). A message shows once it is older than the journal's lag; nothing ever comes in.
 */
final class ChatJournal {
    static final Rule TO_LIST =
            ObjectRule.requiring("chatId").with(Rule.text(), "chatId").with(Rule.integer(1, 10_000), "count");
    static final Rule TO_FIND = ObjectRule.requiring("chatId", "idMessage").with(Rule.text(), "chatId", "idMessage");

    private static final int COUNT = 100;

    private ChatJournal() {}

    /** getChatHistory: the last messages of one chat, the newest first. */
    static Response ofChat(Account account, ApiCall ask) {
        String chat = ask.body().path("chatId").asString("");
        List<Map<String, Object>> shown = shown(account, ask).stream()
                .filter(entry -> chat.equals(entry.get("chatId")))
                .limit(ask.body().path("count").asInt(COUNT))
                .toList();
        return Response.json(200, Json.write(shown));
    }

    /** getMessage: one message by its chat and its id. */
    static Response one(Account account, ApiCall ask) {
        String chat = ask.body().path("chatId").asString("");
        String id = ask.body().path("idMessage").asString("");
        return shown(account, ask).stream()
                .filter(entry -> chat.equals(entry.get("chatId")) && id.equals(entry.get("idMessage")))
                .findFirst()
                .map(entry -> Response.json(200, Json.write(entry)))
                .orElseGet(() -> Response.error(400, "Message not found by id:" + id, ask.path(), ask.at()));
    }

    /** lastOutgoingMessages: those of the last minutes, a day's where nothing is asked. */
    static Response outgoing(Account account, ApiCall ask) {
        Instant since = ask.since();
        if (since == null) {
            return ask.invalid("'minutes' must be a number");
        }
        List<Map<String, Object>> shown = shown(account, ask).stream()
                .filter(entry -> entry.get("timestamp") instanceof Long at && at >= since.getEpochSecond())
                .toList();
        return Response.json(200, Json.write(shown));
    }

    /** lastIncomingMessages: nobody writes to the emulator. */
    static Response incoming(Account account, ApiCall ask) {
        return Response.json(200, "[]");
    }

    /* The newest first. */
    private static List<Map<String, Object>> shown(Account account, ApiCall ask) {
        Instant latest = ask.at().calendar().minus(account.rules().journalLag());
        List<Map<String, Object>> shown = new ArrayList<>();
        for (QueueDeparture message : account.outbox().journal()) {
            if (!message.at().isAfter(latest)) {
                add(shown, message.idMessage(), message.method(), message.at(), "sent", message.body());
            }
        }
        for (Outbox.Queued message : account.outbox().waiting()) {
            Instant since = message.since().calendar();
            if (!since.isAfter(latest)) {
                add(shown, message.idMessage(), message.method().name(), since, "pending", message.body());
            }
        }
        return shown.reversed();
    }

    private static void add(
            List<Map<String, Object>> shown, String id, String method, Instant at, String status, byte[] raw) {
        JsonNode body = Json.accepted(raw);
        // Statuses go to no chat, and sendTyping leaves nothing behind.
        if (body.has("chatId") && !method.equals("sendTyping")) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("type", "outgoing");
            entry.put("idMessage", id);
            entry.put("timestamp", at.getEpochSecond());
            entry.put("statusMessage", status);
            entry.put("sendByApi", true);
            entry.put("chatId", body.path("chatId").asString(""));
            describe(method, body, entry);
            shown.add(entry);
        }
    }

    private static void describe(String method, JsonNode body, Map<String, Object> entry) {
        switch (method) {
            case "sendFileByUrl" ->
                FileKind.of(body.path("fileName").asString("")).describe(body, entry);
            case "sendLocation" ->
                put(entry, "locationMessage", "location", body, "latitude", "longitude", "nameLocation", "address");
            case "sendContact" -> {
                entry.put("typeMessage", "contactMessage");
                entry.put("contact", body.path("contact"));
            }
            case "sendPoll" ->
                put(entry, "pollMessage", "pollMessageData", body, "message", "options", "multipleAnswers");
            case "sendInteractiveButtons" ->
                put(entry, "interactiveButtons", "interactiveButtons", body, "header", "body", "footer", "buttons");
            case "sendInteractiveButtonsReply" ->
                put(
                        entry,
                        "interactiveButtonsReply",
                        "interactiveButtonsReply",
                        body,
                        "header",
                        "body",
                        "footer",
                        "buttons");
            default -> {
                entry.put("typeMessage", "extendedTextMessage");
                entry.put("textMessage", body.path("message").asString(""));
                entry.put("isForwarded", method.equals("forwardMessages"));
            }
        }
    }

    private static void put(
            Map<String, Object> entry, String typeMessage, String name, JsonNode body, String... fields) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (String field : fields) {
            if (body.hasNonNull(field)) {
                data.put(field, body.get(field));
            }
        }
        entry.put("typeMessage", typeMessage);
        entry.put(name, data);
    }
}
