package io.metronome.app;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/**
 * The health check of a container without a shell, a process of its own beside the worker: asks {@code /livez} on this
 * machine. The port is {@code METRONOME_HTTP_PORT}, or 8080. Exit code 0: alive; 1: not, or nobody answers. Uses nothing
 * but the JDK, since it starts every few seconds.
 */
final class Livez {
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int OK = 200;

    private Livez() {}

    /** Asks once, and ends the process with the answer. */
    public static void main(String[] args) {
        System.exit(code(System.getenv(), System.err));
    }

    /** The exit code; says what is wrong. */
    static int code(Map<String, String> environment, PrintStream err) {
        String port = environment.getOrDefault("METRONOME_HTTP_PORT", "8080");
        try {
            int status = status("http://127.0.0.1:" + port + "/livez");
            if (status == OK) {
                return 0;
            }
            err.println("/livez answers " + status);
        } catch (IOException | IllegalArgumentException e) {
            err.println("/livez on port " + port + ": " + e.getMessage());
        }
        return 1;
    }

    private static int status(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
