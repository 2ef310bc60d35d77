package io.metronome.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A worker's pages, as an orchestrator asks for them. */
final class Pages {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Pages() {}

    static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
