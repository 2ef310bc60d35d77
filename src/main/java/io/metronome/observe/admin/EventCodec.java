package io.metronome.observe.admin;

import io.metronome.command.Priority;
import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.loop.Gauges;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Writes server-sent events. */
final class EventCodec {
    /** Keeps a connection on which nothing happens open. Readers ignore it. */
    static final String KEEP_ALIVE = ":\n\n";

    private EventCodec() {}

    /** The counts of the worker, and the instances that changed. */
    static String changed(Gauges gauges, ChangedInstances.Changes changes) {
        String json = new String(
                ViewCodec.object(fields -> {
                    counts(fields, gauges);
                    instances(fields, changes.instances(), changes.more());
                }),
                StandardCharsets.UTF_8);
        return "event: changed\ndata: " + json + "\n\n";
    }

    private static void counts(JsonGenerator json, Gauges gauges) {
        json.writeObjectPropertyStart("pending");
        for (Priority priority : Priority.values()) {
            json.writeNumberProperty(priority.name().toLowerCase(Locale.ROOT), gauges.pending(priority));
        }
        json.writeEndObject();
        json.writeNumberProperty("inFlight", gauges.inFlight());
        json.writeNumberProperty("runnable", gauges.runnable());
        json.writeNumberProperty("active", gauges.activeInstances());
        json.writeNumberProperty("paused", gauges.pausedInstances());
        json.writeObjectPropertyStart("held");
        for (HoldReason reason : HoldReason.values()) {
            if (gauges.heldInstances(reason) > 0) {
                json.writeNumberProperty(reason.label(), gauges.heldInstances(reason));
            }
        }
        json.writeEndObject();
        json.writeNumberProperty("partitions", gauges.assignedPartitions());
        json.writeNumberProperty("partitionsReady", gauges.readyPartitions());
    }

    private static void instances(JsonGenerator json, List<String> instances, boolean more) {
        ViewCodec.strings(json, "instances", instances);
        json.writeBooleanProperty("more", more);
    }
}
