package io.metronome.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The queue of an instance, as the worker's page tells it. */
final class Estimate {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final JsonMapper JSON = new JsonMapper();

    private Estimate() {}

    /** One line: how many commands wait, and when the queue will be empty. */
    static String line(String worker, String instance) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(worker + "/instances/" + instance))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return inWords(
                    instance,
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    static String inWords(String instance, String answer) {
        JsonNode page = JSON.readTree(answer);
        int waiting = page.path("backlog").path("high").asInt(0)
                + page.path("backlog").path("normal").asInt(0)
                + page.path("backlog").path("bulk").asInt(0);
        String emptyAt = page.path("emptyAt").asString("");
        return "          the worker says: " + waiting + " commands of " + instance + " wait; empty at "
                + (emptyAt.isEmpty() ? "an unknown time" : TIME.format(Instant.parse(emptyAt)));
    }
}
