package io.metronome.sandbox;

import io.metronome.command.Priority;
import io.metronome.command.RecordHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Writes one command of the campaign: what is not said is left out of the JSON. */
final class Draft {
    private static final JsonMapper JSON = new JsonMapper();

    private final String commandId;
    private final String instance;
    private final String method;
    private final String body;
    private final List<RecordHeader> headers = new ArrayList<>();
    private Duration after = Duration.ZERO;
    private Priority priority = Priority.NORMAL;
    private @Nullable Instant notBefore;
    private @Nullable Instant expiresAt;
    private String note = "";

    /** @param body JSON as GREEN-API documents it for the method */
    Draft(String commandId, Account account, String method, String body) {
        this.commandId = commandId;
        this.instance = account.id();
        this.method = method;
        this.body = body;
    }

    Draft priority(Priority of) {
        priority = of;
        return this;
    }

    Draft notBefore(Instant time) {
        notBefore = time;
        return this;
    }

    Draft expiresAt(Instant time) {
        expiresAt = time;
        return this;
    }

    Draft header(String name, String value) {
        headers.add(RecordHeader.of(name, value));
        return this;
    }

    Draft after(Duration start) {
        after = start;
        return this;
    }

    Draft note(String words) {
        note = words;
        return this;
    }

    Scripted done() {
        ObjectNode envelope = JSON.createObjectNode()
                .put("commandId", commandId)
                .put("idInstance", instance)
                .put("method", method)
                .put("priority", priority.name().toLowerCase(Locale.ROOT));
        envelope.putRawValue("body", new RawValue(body));
        if (notBefore != null) {
            envelope.put("notBefore", notBefore.toString());
        }
        if (expiresAt != null) {
            envelope.put("expiresAt", expiresAt.toString());
        }
        return with(body, JSON.writeValueAsString(envelope));
    }

    /** A copy with a value that is no command at all. */
    Scripted garbled(String value) {
        return with("", value);
    }

    private Scripted with(String sent, String value) {
        return new Scripted(
                after,
                commandId,
                instance,
                method,
                sent,
                priority,
                notBefore,
                expiresAt,
                List.copyOf(headers),
                value,
                note);
    }
}
