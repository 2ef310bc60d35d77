package io.metronome.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Reads a worker's numbers as Prometheus would. */
final class Metrics {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /* What may stand behind a name, or behind the first of its labels. */
    private static final String ENDS = "{ },";

    private Metrics() {}

    /** The sum of all series of that name, or of those whose labels begin as it does. */
    static double sum(String workerUrl, String name) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(workerUrl + "/metrics")).build();
        String text = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return text.lines()
                .filter(line -> line.startsWith(name) && ENDS.indexOf(line.charAt(name.length())) >= 0)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
