package io.metronome.observe.admin;

import io.metronome.command.Homes;
import io.metronome.dispatch.view.AnswerView;
import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.HeldView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.PaceView;
import io.metronome.dispatch.view.PurgePreview;
import io.metronome.dispatch.view.Why;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the JSON of the admin API, field by field. A field without a value is left out. */
final class ViewCodec {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ToIntFunction<String> partitions;

    /** @param partitions the number of partitions of a topic; 0 where that is not known */
    ViewCodec(ToIntFunction<String> partitions) {
        this.partitions = partitions;
    }

    /** @param next where the next page begins; null on the last one */
    static byte[] instances(List<InstanceView> instances, long total, @Nullable String next, List<String> missing) {
        return object(json -> {
            json.writeArrayPropertyStart("instances");
            for (InstanceView view : instances) {
                json.writeStartObject();
                instance(json, view);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("total", total);
            text(json, "next", next);
            if (!missing.isEmpty()) {
                strings(json, "missing", missing);
            }
        });
    }

    byte[] instance(InstanceDetail detail) {
        return object(json -> {
            instance(json, detail.view());
            json.writeStringProperty("delaySource", detail.delaySource().label());
            pace(json, detail.pace());
            time(json, "emptyAt", detail.emptyAt());
            time(json, "oldestReceivedAt", detail.oldestAt());
            json.writeNumberProperty("expiringBeforeTurn", detail.expiring());
            if (!detail.limits().isEmpty()) {
                json.writeArrayPropertyStart("limits");
                for (InstanceDetail.LimitedMethod limit : detail.limits()) {
                    json.writeStartObject();
                    json.writeStringProperty("method", limit.method());
                    time(json, "until", limit.until());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            PurgePreview purge = detail.purge();
            if (purge != null) {
                json.writeObjectPropertyStart("purge");
                json.writeNumberProperty("count", purge.count());
                time(json, "oldestReceivedAt", purge.oldestReceivedAt());
                json.writeEndObject();
            }
            json.writeArrayPropertyStart("queue");
            for (InstanceDetail.QueuedCommand queued : detail.queue()) {
                json.writeStartObject();
                json.writeStringProperty("commandId", queued.commandId());
                json.writeStringProperty("method", queued.method());
                json.writeStringProperty("priority", queued.priority());
                json.writeNumberProperty("attempts", queued.attempts());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("outcomes");
            for (EndedCommand ended : detail.outcomes()) {
                json.writeStartObject();
                ended(json, ended);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void pace(JsonGenerator json, PaceView pace) {
        if (pace.jitterPercent() > 0) {
            json.writeNumberProperty("jitterPercent", pace.jitterPercent());
        }
        PaceView.HoursView hours = pace.hours();
        if (hours != null) {
            json.writeObjectPropertyStart("hours");
            json.writeStringProperty("zone", hours.zone());
            json.writeBooleanProperty("open", hours.open());
            time(json, "until", hours.until());
            json.writeStringProperty("high", hours.highAlways() ? "always" : "within");
            json.writeEndObject();
        }
        PaceView.CapView cap = pace.cap();
        if (cap != null) {
            json.writeObjectPropertyStart("cap");
            json.writeNumberProperty("limit", cap.limit());
            json.writeNumberProperty("calls", cap.calls());
            time(json, "until", cap.until());
            json.writeEndObject();
        }
    }

    byte[] command(String commandId, CommandView view) {
        return object(json -> {
            switch (view) {
                case CommandView.WaitingCommand waiting -> waiting(json, waiting);
                case EndedCommand ended -> {
                    json.writeStringProperty("idInstance", ended.instance());
                    json.writeStringProperty("commandId", commandId);
                    ended(json, ended);
                }
            }
        });
    }

    private static void instance(JsonGenerator json, InstanceView view) {
        json.writeStringProperty("id", view.instance());
        json.writeNumberProperty("partition", view.partition());
        json.writeStringProperty("state", view.state().label());
        if (view.delayMillis() != null) {
            json.writeNumberProperty("delayMillis", view.delayMillis());
        }
        json.writeObjectPropertyStart("backlog");
        json.writeNumberProperty("high", view.backlog().high());
        json.writeNumberProperty("normal", view.backlog().normal());
        json.writeNumberProperty("bulk", view.backlog().bulk());
        json.writeEndObject();
        json.writeNumberProperty("inFlight", view.inFlight() ? 1 : 0);
        time(json, "nextDue", view.nextDue());
        time(json, "lastCall", view.lastCall());
        time(json, "emptyAt", view.emptyAt());
        if (view.expiring() > 0) {
            json.writeNumberProperty("expiringBeforeTurn", view.expiring());
        }
        text(json, "waitsFor", view.waitsFor());
        HeldView held = view.held();
        if (held != null) {
            json.writeObjectPropertyStart("held");
            json.writeStringProperty("by", held.by());
            text(json, "detail", held.detail().isEmpty() ? null : held.detail());
            time(json, "since", held.sinceMillis());
            time(json, "until", held.untilMillis());
            json.writeEndObject();
        }
    }

    private static void waiting(JsonGenerator json, CommandView.WaitingCommand waiting) {
        json.writeStringProperty("idInstance", waiting.instance());
        json.writeStringProperty("commandId", waiting.commandId());
        json.writeStringProperty("state", waiting.state());
        json.writeStringProperty("method", waiting.method());
        json.writeStringProperty("priority", waiting.priority());
        Why why = waiting.why();
        json.writeObjectPropertyStart("why");
        json.writeStringProperty("reason", why.reason());
        time(json, "until", why.until());
        json.writeNumberProperty("ahead", why.ahead());
        text(json, "detail", why.detail());
        json.writeEndObject();
        json.writeStringProperty("sentence", why.sentence());
        time(json, "expectedAt", why.expectedAt());
        json.writeNumberProperty("attempts", waiting.attempts());
        AnswerView answer = waiting.lastAnswer();
        if (answer != null) {
            json.writeObjectPropertyStart("lastAnswer");
            json.writeNumberProperty("status", answer.status());
            text(json, "detail", answer.detail().isEmpty() ? null : answer.detail());
            json.writeEndObject();
        }
        time(json, "receivedAt", waiting.receivedAt());
        time(json, "notBefore", waiting.notBefore());
        time(json, "expiresAt", waiting.expiresAt());
    }

    private void ended(JsonGenerator json, EndedCommand ended) {
        json.writeStringProperty("state", ended.state());
        text(json, "reason", ended.reason() == null ? null : ended.reason().name());
        text(json, "method", ended.method());
        json.writeStringProperty("source", ended.source().id());
        json.writeNumberProperty("attempts", ended.attempts());
        time(json, "endedAt", ended.endedAt());
        json.writeObjectPropertyStart("reply");
        json.writeStringProperty("topic", ended.reply().topic());
        Integer partition = partition(ended);
        if (partition != null) {
            json.writeNumberProperty("partition", partition);
        }
        json.writeEndObject();
    }

    private @Nullable Integer partition(EndedCommand ended) {
        EndedCommand.ReplyPlace reply = ended.reply();
        int count = reply.byInstance() ? partitions.applyAsInt(reply.topic()) : 0;
        return count > 0 ? Integer.valueOf(new Homes(count).of(ended.instance())) : reply.partition();
    }

    /** A JSON object of its own. */
    static byte[] object(Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static void strings(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    static void time(JsonGenerator json, String name, @Nullable Long millis) {
        if (millis != null) {
            json.writeStringProperty(name, TIME.format(Instant.ofEpochMilli(millis)));
        }
    }
}
