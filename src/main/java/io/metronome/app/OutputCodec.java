package io.metronome.app;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes the results of subcommands as JSON. */
final class OutputCodec {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OutputCodec() {}

    /** One JSON object on one line, with the fields in their order. */
    static String encode(Map<String, Object> fields) {
        return JSON.writeValueAsString(fields);
    }
}
