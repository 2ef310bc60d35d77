package io.metronome.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A call whose body has been validated.
 *
 * @param path the path of the request, token included
 */
record ApiCall(ApiMethod method, String path, Map<String, String> query, byte[] raw, JsonNode body, Moment at) {
    private static final String A_DAY = "1440";

    /** The moment so many {@code minutes} of the query ago, a day where it names none; null where it names no number. */
    @Nullable
    Instant since() {
        String minutes = query.getOrDefault("minutes", A_DAY);
        return minutes.matches("\\d{1,6}") ? at.calendar().minus(Duration.ofMinutes(Long.parseLong(minutes))) : null;
    }

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
