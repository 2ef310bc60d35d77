package io.metronome.app;

import io.metronome.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --worker} of subcommands that ask a worker, and the asking. */
final class WorkerOption {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int OK = 200;

    @Option(
            names = "--worker",
            paramLabel = "URL",
            description =
                    "Any worker of the group, such as http://localhost:8080; http.advertised-url of the configuration,"
                            + " or this machine and http.port, where this is left out.")
    private @Nullable String url;

    /**
     * Asks for a page.
     *
     * @param path percent-encoded
     * @return the fields of the answer
     * @throws StartException when no worker answers, or it refuses
     */
    Map<String, Object> get(Settings settings, String path) throws StartException {
        String worker = worker(settings);
        WorkerAnswer answer = ask(worker, path);
        Map<String, Object> fields = AnswerCodec.decode(answer.body());
        if (answer.status() == OK && !fields.isEmpty()) {
            return fields;
        }
        Object error = fields.get("error");
        throw new StartException("The worker at " + worker + " answers " + answer.status() + ": "
                + (error == null ? "no JSON object" : error));
    }

    /** The URL of the worker that is asked. */
    String worker(Settings settings) {
        return url == null ? WorkerPages.ownUrl(settings.http()) : url.replaceFirst("/+$", "");
    }

    /**
     * The metrics of a worker.
     *
     * @param worker its URL
     * @throws StartException when it does not answer, or answers something else
     */
    static String metrics(String worker) throws StartException {
        WorkerAnswer answer = ask(worker, "/metrics");
        if (answer.status() != OK) {
            throw new StartException("The worker at " + worker + " answers " + answer.status() + " to /metrics");
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private record WorkerAnswer(int status, byte[] body) {}

    private static WorkerAnswer ask(String worker, String path) throws StartException {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(worker + path).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int status = connection.getResponseCode();
            try (InputStream in = status == OK ? connection.getInputStream() : connection.getErrorStream()) {
                return new WorkerAnswer(status, in == null ? new byte[0] : in.readAllBytes());
            }
        } catch (IllegalArgumentException | ClassCastException noUrl) {
            throw new StartException(
                    "--worker: found \"" + worker + "\", allowed is a URL such as http://localhost:8080");
        } catch (IOException failure) {
            throw new StartException(
                    "No worker answers at " + worker + ": " + inWords(failure) + ". Name another by --worker URL");
        }
    }

    private static String inWords(IOException failure) {
        return switch (failure) {
            case UnknownHostException unknown -> "the host is unknown";
            case ConnectException refused -> "the connection is refused";
            case SocketTimeoutException late -> "nothing came within " + PATIENCE_MILLIS / 1_000 + " s";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
