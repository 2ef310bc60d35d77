package io.metronome.observe.admin;

import io.metronome.command.Reason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Writes and reads the JSON about what a worker has done lately. */
final class ActivityCodec {
    private static final int MOST_HOSTS = 100;

    private ActivityCodec() {}

    static void write(JsonGenerator json, WorkerActivity activity) {
        json.writeObjectPropertyStart("lastMinute");
        json.writeNumberProperty("sent", activity.sent());
        json.writeNumberProperty("late", activity.late());
        json.writeEndObject();
        json.writeObjectPropertyStart("lastHour");
        json.writeNumberProperty("sent", activity.sentInHour());
        json.writeEndObject();
        json.writeNumberProperty("lost", activity.lost());
        ViewCodec.time(json, "lastCheckpoint", activity.lastCheckpoint());
        json.writeObjectPropertyStart("instances");
        json.writeNumberProperty("active", activity.active());
        json.writeNumberProperty("held", activity.held());
        json.writeNumberProperty("paused", activity.paused());
        json.writeNumberProperty("outOfHours", activity.outOfHours());
        json.writeNumberProperty("capped", activity.capped());
        json.writeEndObject();
        json.writeObjectPropertyStart("deadLettersLastHour");
        activity.deadLetters().forEach((reason, count) -> json.writeNumberProperty(reason.name(), count));
        json.writeEndObject();
        json.writeArrayPropertyStart("pausedHosts");
        activity.pausedHosts().forEach(host -> {
            json.writeStartObject();
            json.writeStringProperty("host", host.host());
            ViewCodec.time(json, "since", host.since());
            json.writeBooleanProperty("probed", host.probed());
            json.writeEndObject();
        });
        json.writeEndArray();
        ViewCodec.strings(json, "workingHosts", activity.workingHosts());
        ViewCodec.text(json, "notReady", activity.notReady().isEmpty() ? null : activity.notReady());
        ViewCodec.text(json, "instancesFile", activity.fileTrouble().isEmpty() ? null : activity.fileTrouble());
    }

    /** The activity that another worker reports; null where its version reports none. */
    static @Nullable WorkerActivity read(JsonNode node) {
        JsonNode minute = node.path("lastMinute");
        JsonNode instances = node.path("instances");
        if (!minute.isObject()) {
            return null;
        }
        return new WorkerActivity(
                count(minute, "sent"),
                count(minute, "late"),
                count(node, "lost"),
                PeerCodec.time(node, "lastCheckpoint"),
                orNone(node.path("lastHour"), "sent"),
                count(instances, "active"),
                count(instances, "held"),
                count(instances, "paused"),
                orNone(instances, "outOfHours"),
                orNone(instances, "capped"),
                deadLetters(node.path("deadLettersLastHour")),
                PeerCodec.list(
                        node,
                        "pausedHosts",
                        MOST_HOSTS,
                        host -> new WorkerActivity.PausedHost(
                                PeerCodec.text(host, "host"),
                                PeerCodec.moment(host, "since"),
                                host.path("probed").asBoolean(false))),
                node.has("workingHosts")
                        ? PeerCodec.list(node, "workingHosts", MOST_HOSTS, PeerCodec::text)
                        : List.of(),
                PeerCodec.orEmpty(node, "notReady"),
                PeerCodec.orEmpty(node, "instancesFile"));
    }

    private static Map<Reason, Long> deadLetters(JsonNode counts) {
        Map<Reason, Long> known = new EnumMap<>(Reason.class);
        Arrays.stream(Reason.values())
                .filter(reason -> counts.has(reason.name()))
                .forEach(reason -> known.put(reason, count(counts, reason.name())));
        return known;
    }

    /* A worker of the previous version does not tell it. */
    private static long orNone(JsonNode node, String name) {
        return node.has(name) ? count(node, name) : 0;
    }

    private static long count(JsonNode node, String name) {
        return PeerCodec.number(node, name, Long.MAX_VALUE);
    }
}
