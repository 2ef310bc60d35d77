package io.metronome.emulator;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A call as its method sees it, already validated.
 *
 * @param path as it came, with the token
 */
record ApiCall(Endpoint endpoint, String path, Map<String, String> query, byte[] raw, JsonNode body, Moment at) {
    /** The typing time that the queue adds to the delay: the body's, or the method's own where the body names none. */
    long typingMillis() {
        return body.path("typingTime").asLong(endpoint.typingDefault());
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
