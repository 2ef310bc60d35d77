package io.metronome.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The {@link ApiStub} in a process of its own, which ends with this one. */
final class StubProcess implements AutoCloseable {
    private final Process process;
    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private StubProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static StubProcess start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        ApiStub.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(UTF_8);
        String line = said.readLine();
        if (line == null || !line.startsWith(ApiStub.HERE)) {
            throw new IOException("the API stub did not start: " + line);
        }
        return new StubProcess(process, "http://127.0.0.1:" + line.substring(ApiStub.HERE.length()));
    }

    /** Where engines call it, without a trailing slash. */
    String url() {
        return url;
    }

    /** Forgets all calls, and answers from now on as the workload says. */
    void reset(Workload workload) throws IOException, InterruptedException {
        ask("/control/reset/" + workload.answerAfter().toMillis() + "/"
                + workload.gap().toMillis());
    }

    /** How many commands were called. */
    int count() throws IOException, InterruptedException {
        return Integer.parseInt(ask("/control/count"));
    }

    /** All calls since the last reset. */
    List<StubCall> calls() throws IOException, InterruptedException {
        Path file = Files.createTempFile("metronome-calls-", ".bin");
        try {
            ask("/control/save" + file);
            return StubCalls.read(file);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private String ask(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
