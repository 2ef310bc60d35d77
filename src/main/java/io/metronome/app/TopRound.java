package io.metronome.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code metronome top} at one moment.
 *
 * @param at RFC 3339
 * @param workers as the admin API describes them
 * @param silent workers of the group that did not answer
 * @param uncounted how many workers' counters could not be read
 * @param perMinute the totals of the others
 * @param total how many instances there are
 * @param held how many of them are held
 * @param instances the worst first
 */
record TopRound(
        String at,
        List<Map<String, Object>> workers,
        List<Object> silent,
        int uncounted,
        Map<String, Object> perMinute,
        Object total,
        Object held,
        List<TroubledInstance> instances) {

    /** A sum over the workers. */
    long sum(String field) {
        return workers.stream()
                .mapToLong(worker -> worker.get(field) instanceof Number number ? number.longValue() : 0)
                .sum();
    }

    /** A sum over what the workers say of their last minute. */
    long sumOfLastMinute(String field) {
        return workers.stream()
                .mapToLong(worker -> worker.get("lastMinute") instanceof Map<?, ?> minute
                                && minute.get(field) instanceof Number number
                        ? number.longValue()
                        : 0)
                .sum();
    }

    /** For machines. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", at);
        fields.put("instancesTotal", total);
        fields.put("instancesHeld", held);
        fields.put("pending", sum("pending"));
        fields.put("inFlight", sum("inFlight"));
        fields.put("perMinute", perMinute);
        fields.put("uncountedWorkers", uncounted);
        fields.put("workers", workers);
        fields.put("silent", silent);
        fields.put(
                "instances",
                instances.stream()
                        .map(one -> one.with("trouble", one.inWords()).fields())
                        .toList());
        return fields;
    }
}
