package io.metronome.emulator;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A call as its method sees it, already validated.
 *
 * @param path as it came, with the token
 */
record ApiCall(Endpoint endpoint, String path, Map<String, String> query, byte[] raw, JsonNode body, Moment at) {
    private static final int TYPING_WITHOUT_A_TIME = 1_000;

    /** The typing time that the queue adds to the delay (GREEN-API docs, page SendTyping: 1000 ms when absent). */
    long typingMillis() {
        int otherwise = endpoint == Endpoints.SEND_TYPING ? TYPING_WITHOUT_A_TIME : 0;
        return body.path("typingTime").asLong(otherwise);
    }

    /** Without the path, which holds the token. */
    @Override
    public String toString() {
        return endpoint.name() + " at " + at;
    }

    Response invalid(String details) {
        return Response.error(400, "Validation failed. Details: " + details, path, at);
    }
}
