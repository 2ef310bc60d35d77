package io.metronome.observe.admin;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body of a pause.
 *
 * @param untilMillis milliseconds since the epoch; {@link Long#MAX_VALUE} for a pause without an end
 * @param reason for people, may be empty
 */
record PauseOrder(long untilMillis, String reason) {

    /** The words of the answer about it. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("paused", true);
        if (untilMillis != Long.MAX_VALUE) {
            fields.put("until", Instant.ofEpochMilli(untilMillis).toString());
        }
        if (!reason.isEmpty()) {
            fields.put("reason", reason);
        }
        return fields;
    }
}
