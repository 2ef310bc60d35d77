package io.metronome.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message that left an instance's queue.
 *
 * @param nanos when, on the emulator's monotonic clock
 * @param at when, on its calendar
 */
public record QueueDeparture(String idMessage, String method, long nanos, Instant at, byte[] body) {

    /** As the control shows it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("idMessage", idMessage);
        json.put("method", method);
        json.put("at", at.toString());
        json.put("body", new String(body, StandardCharsets.UTF_8));
        return json;
    }
}
