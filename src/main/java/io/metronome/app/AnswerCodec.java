package io.metronome.app;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a worker's page answers. */
final class AnswerCodec {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AnswerCodec() {}

    /** The fields of a JSON object, in their order; none for anything else. */
    static Map<String, Object> decode(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            Map<String, Object> fields = new LinkedHashMap<>();
            if (json.isObject()) {
                json.forEachEntry((name, value) -> fields.put(name, JSON.treeToValue(value, Object.class)));
            }
            return fields;
        } catch (JacksonException broken) {
            return Map.of();
        }
    }
}
