package io.metronome.app;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;

/**
 * The health check of a container without a shell: a process of its own beside the worker, which asks {@code /livez} on
 * this machine. The port is {@code METRONOME_HTTP_PORT}, or 8080. If {@code METRONOME_HTTP_TLS_CERTIFICATE} names a
 * file, the check uses TLS and the server must hold the key of that certificate. Exit code 0: alive. 1: not alive, or
 * no answer. Uses only the JDK, since it starts every few seconds.
 */
final class Livez {
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int OK = 200;

    private Livez() {}

    /** Asks once, and ends the process with the exit code. */
    public static void main(String[] args) {
        System.exit(code(System.getenv(), System.err));
    }

    /** Returns the exit code, and prints what is wrong. */
    static int code(Map<String, String> environment, PrintStream err) {
        String port = environment.getOrDefault("METRONOME_HTTP_PORT", "8080");
        String certificate = environment.getOrDefault("METRONOME_HTTP_TLS_CERTIFICATE", "");
        try {
            int status = certificate.isEmpty()
                    ? status(open("http", port))
                    : status(secured((HttpsURLConnection) open("https", port), Path.of(certificate)));
            if (status == OK) {
                return 0;
            }
            err.println("/livez answers " + status);
        } catch (IOException | IllegalArgumentException e) {
            err.println("/livez on port " + port + ": " + e.getMessage());
        }
        return 1;
    }

    private static HttpURLConnection open(String scheme, String port) throws IOException {
        URI page = URI.create(scheme + "://127.0.0.1:" + port + "/livez");
        return (HttpURLConnection) page.toURL().openConnection();
    }

    private static HttpURLConnection secured(HttpsURLConnection connection, Path certificate) throws IOException {
        connection.setSSLSocketFactory(PinnedCertificate.sockets(certificate));
        // Certificates do not name this machine's loopback address. The pinned certificate itself is enough.
        connection.setHostnameVerifier((host, session) -> true);
        return connection;
    }

    private static int status(HttpURLConnection connection) throws IOException {
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
