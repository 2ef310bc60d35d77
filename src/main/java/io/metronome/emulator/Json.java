package io.metronome.emulator;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the JSON of requests and answers. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** The body as a tree. An empty body is an empty object, as for the API. */
    static JsonNode read(byte[] body) throws Broken {
        if (body.length == 0) {
            return object();
        }
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException wrong) {
            throw new Broken(complaint(body, wrong));
        }
    }

    /** The tree of a body that was valid on arrival. */
    static JsonNode accepted(byte[] body) {
        try {
            return read(body);
        } catch (Broken impossible) {
            throw new IllegalStateException("an accepted body is not JSON", impossible);
        }
    }

    /** A copy of a valid body with another {@code message}. */
    static byte[] withText(byte[] body, String text) {
        ObjectNode changed = object();
        accepted(body).properties().forEach(field -> changed.set(field.getKey(), field.getValue()));
        return MAPPER.writeValueAsBytes(changed.put("message", text));
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The error text of JavaScript's parser, which the API passes on (GREEN-API docs, page common-errors). */
    private static String complaint(byte[] body, JacksonException wrong) {
        long position = wrong.getLocation() == null ? -1 : wrong.getLocation().getByteOffset();
        if (position < 0 || position >= body.length) {
            return "Unexpected end of JSON input";
        }
        return "Unexpected token " + (char) body[(int) position] + " in JSON at position " + position;
    }

    /** The body is not JSON. The message is the API's error text. */
    static final class Broken extends Exception {
        Broken(String message) {
            super(message);
        }
    }
}
