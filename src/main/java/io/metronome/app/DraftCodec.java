package io.metronome.app;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a command as a producer would, and recognizes its result. */
final class DraftCodec {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private DraftCodec() {}

    /**
     * A command as JSON.
     *
     * @param body the method's body, a JSON object
     * @param fields the other fields, in order
     * @throws IllegalArgumentException when the body is anything else
     */
    static byte[] encode(String body, Map<String, String> fields) {
        ObjectNode command = JSON.createObjectNode();
        fields.forEach(command::put);
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                command.set("body", object);
                return JSON.writeValueAsBytes(command);
            }
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("The body is no JSON: " + broken.getOriginalMessage(), broken);
        }
        throw new IllegalArgumentException("The body is no JSON object");
    }

    /** Whether a result belongs to a command. */
    static boolean answers(byte @Nullable [] result, String commandId) {
        if (result == null) {
            return false;
        }
        try {
            JsonNode node = JSON.readTree(result);
            return node.path("commandId").asString("").equals(commandId);
        } catch (JacksonException foreign) {
            return false;
        }
    }
}
