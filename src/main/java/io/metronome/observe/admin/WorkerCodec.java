package io.metronome.observe.admin;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes the JSON about workers. */
final class WorkerCodec {
    private WorkerCodec() {}

    /**
     * @param workers those that answered
     * @param silent members of the group that did not
     */
    static byte[] workers(List<WorkerView> workers, List<String> silent) {
        return ViewCodec.object(json -> {
            json.writeArrayPropertyStart("workers");
            workers.forEach(worker -> worker(json, worker));
            json.writeEndArray();
            ViewCodec.strings(json, "silent", silent);
        });
    }

    private static void worker(JsonGenerator json, WorkerView worker) {
        json.writeStartObject();
        json.writeStringProperty("member", worker.member());
        ViewCodec.text(json, "url", worker.url().isEmpty() ? null : worker.url());
        json.writeArrayPropertyStart("partitions");
        worker.partitions().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeBooleanProperty("ready", worker.ready());
        json.writeNumberProperty("inFlight", worker.inFlight());
        json.writeNumberProperty("pending", worker.pending());
        json.writeStringProperty("version", worker.version());
        ViewCodec.time(json, "since", worker.since());
        if (worker.activity() != null) {
            ActivityCodec.write(json, worker.activity());
        }
        json.writeEndObject();
    }
}
