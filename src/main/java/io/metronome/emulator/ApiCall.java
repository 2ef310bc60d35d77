package io.metronome.emulator;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A call whose body has been validated.
 *
 * @param path the path of the request, token included
 */
record ApiCall(ApiMethod method, String path, Map<String, String> query, byte[] raw, JsonNode body, Moment at) {
    /** The typing time that the queue adds to the delay: that of the body, or else the method's default. */
    long typingMillis() {
        return body.path("typingTime").asLong(method.typingDefault());
    }

    /** Leaves out the path, which contains the token. */
    @Override
    public String toString() {
        return method.name() + " at " + at;
    }

    Response invalid(String details) {
        return Response.error(400, "Validation failed. Details: " + details, path, at);
    }
}
