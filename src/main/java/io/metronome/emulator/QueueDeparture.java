package io.metronome.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message that left an instance's queue.
 *
 * @param nanos the time on the emulator's monotonic clock
 * @param at the time on its calendar
 */
public record QueueDeparture(String idMessage, String method, long nanos, Instant at, byte[] body) {

    QueueDeparture withText(String text) {
        return new QueueDeparture(idMessage, method, nanos, at, Json.withText(body, text));
    }

    /** The entry of the journal in the control interface. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("idMessage", idMessage);
        json.put("method", method);
        json.put("at", at.toString());
        json.put("body", new String(body, StandardCharsets.UTF_8));
        return json;
    }
}
