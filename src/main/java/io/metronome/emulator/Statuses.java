package io.metronome.emulator;

import io.metronome.command.Catalogue;
import io.metronome.command.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The methods about statuses that were sent. Statuses show while {@code outgoingWebhook} is {@code yes}. */
final class Statuses {
    private Statuses() {}

    static Response delete(Account account, ApiCall ask) {
        Response refusal = Sends.withoutStatusAccess(account);
        if (refusal != null) {
            return refusal;
        }
        String id = ask.body().path("idMessage").asString("");
        return account.outbox().forget(id)
                ? Response.empty(200)
                : Response.error(400, "ID message notfound", ask.path(), ask.at());
    }

    static Response outgoing(Account account, ApiCall ask) {
        Instant since = ask.since();
        if (since == null) {
            return ask.invalid("'minutes' must be a number");
        }
        List<Map<String, Object>> shown = new ArrayList<>();
        if (account.settings().on("outgoingWebhook")) {
            for (Outbox.Queued message : account.outbox().waiting()) {
                if (message.method().needsStatusAccess()) {
                    shown.add(about(message.idMessage(), message.since().calendar(), "pending", message.body()));
                }
            }
            for (QueueDeparture message : account.outbox().journal()) {
                if (isStatus(message) && !message.at().isBefore(since)) {
                    shown.add(about(message.idMessage(), message.at(), "sent", message.body()));
                }
            }
        }
        return Response.json(200, Json.write(shown));
    }

    static Response statistic(Account account, ApiCall ask) {
        Response refusal = Sends.withoutStatusAccess(account);
        if (refusal != null) {
            return refusal;
        }
        String id = ask.query().getOrDefault("idMessage", "");
        if (id.isEmpty()) {
            return ask.invalid("'idMessage' is required");
        }
        List<Map<String, Object>> shown = new ArrayList<>();
        for (QueueDeparture message : account.outbox().journal()) {
            if (message.idMessage().equals(id) && account.settings().on("outgoingWebhook")) {
                for (JsonNode participant : Json.accepted(message.body()).path("participants")) {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("timestamp", message.at().getEpochSecond());
                    entry.put("participant", participant.asString(""));
                    entry.put("status", "sent");
                    shown.add(entry);
                }
            }
        }
        return Response.json(200, Json.write(shown));
    }

    private static boolean isStatus(QueueDeparture message) {
        Method method = Catalogue.find(message.method());
        return method != null && method.needsStatusAccess();
    }

    private static Map<String, Object> about(String id, Instant at, String status, byte[] raw) {
        JsonNode body = Json.accepted(raw);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", "outgoing");
        entry.put("idMessage", id);
        entry.put("timestamp", at.getEpochSecond());
        entry.put("statusMessage", status);
        entry.put("sendByApi", true);
        entry.put("chatId", "status@broadcast");
        if (body.has("message")) {
            entry.put("typeMessage", "extendedTextMessage");
            entry.put("textMessage", body.get("message"));
            entry.put("extendedTextMessage", text(body));
        } else {
            FileKind.of(body.path("fileName").asString("")).describe(body, entry);
        }
        return entry;
    }

    private static Map<String, Object> text(JsonNode body) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("text", body.get("message"));
        text.put("backgroundColor", body.path("backgroundColor").asString("#FFFFFF"));
        text.put("font", body.path("font").asString("SERIF"));
        text.put("participants", body.path("participants").isArray() ? body.get("participants") : List.of());
        return text;
    }
}
