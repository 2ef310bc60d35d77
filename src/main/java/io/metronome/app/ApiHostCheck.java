package io.metronome.app;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whether a host of the API can be reached: over TCP, TLS and HTTP, through the proxy that Java's system properties name.
 * One request without a token, to no instance. Its answer's date also tells the host's clock.
 */
final class ApiHostCheck {
    private static final String ABOUT = "api";
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Duration SOON = Duration.ofDays(14);
    private static final long DATE_MILLIS = 1_000;

    private final LongSupplier clock;
    private final @Nullable SSLSocketFactory tls;

    /**
     * The state of a host, as the check found it.
     *
     * @param reached whether it answered, whatever it said
     */
    record HostReport(boolean reached, List<Finding> findings) {}

    /**
     * @param clock this machine's, in milliseconds since the epoch
     * @param tls null for the JVM's own trust store
     */
    ApiHostCheck(LongSupplier clock, @Nullable SSLSocketFactory tls) {
        this.clock = clock;
        this.tls = tls;
    }

    /** @param origin scheme, host and port */
    HostReport check(String origin) {
        try {
            HttpURLConnection connection = open(origin);
            try {
                return report(origin, connection);
            } finally {
                connection.disconnect();
            }
        } catch (IOException failure) {
            return new HostReport(false, List.of(failed(origin, failure)));
        }
    }

    private HttpURLConnection open(String origin) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(origin + "/").toURL().openConnection();
        connection.setRequestMethod("HEAD");
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        if (tls != null && connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(tls);
        }
        return connection;
    }

    private HostReport report(String origin, HttpURLConnection connection) throws IOException {
        connection.connect();
        /* Asked before the answer, which may end the connection. */
        X509Certificate certificate = certificate(connection);
        long before = clock.getAsLong();
        int status = connection.getResponseCode();
        long after = clock.getAsLong();
        List<Finding> findings = new ArrayList<>();
        findings.add(reached(origin + " answers (HTTP " + status + " to a request without a path)", certificate));
        if (connection.getDate() != 0) {
            findings.add(ClockOffset.of(connection.getDate(), DATE_MILLIS, before, after)
                    .finding(origin));
        }
        return new HostReport(true, findings);
    }

    private static @Nullable X509Certificate certificate(HttpURLConnection connection) throws IOException {
        return connection instanceof HttpsURLConnection secure
                        && secure.getServerCertificates()[0] instanceof X509Certificate first
                ? first
                : null;
    }

    private Finding reached(String text, @Nullable X509Certificate certificate) {
        if (certificate == null) {
            return Finding.ok(ABOUT, text + ", without TLS");
        }
        Instant end = certificate.getNotAfter().toInstant();
        Duration left = Duration.between(Instant.ofEpochMilli(clock.getAsLong()), end);
        String dated = text + ", and its certificate is good for " + left.toDays() + " days, until " + end;
        return left.compareTo(SOON) < 0
                ? Finding.warning(ABOUT, dated, "a look in a few days: its owner has to renew it")
                : Finding.ok(ABOUT, dated);
    }

    private static Finding failed(String origin, IOException failure) {
        String mend = switch (failure) {
            case UnknownHostException unknown -> "the api-url of the instances, or the name service";
            case SSLException untrusted ->
                "the api-url, or a trust store that knows the certificate:"
                        + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE";
            default ->
                "the api-url, the firewall, or a proxy:"
                        + " JAVA_TOOL_OPTIONS=\"-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT\"";
        };
        return Finding.failed(ABOUT, origin + " cannot be reached: " + inWords(failure), mend);
    }

    private static String inWords(IOException failure) {
        return switch (failure) {
            case UnknownHostException unknown -> "the host is unknown";
            case ConnectException refused -> "the connection is refused";
            case NoRouteToHostException lost -> "there is no way to it";
            case SocketTimeoutException late -> "nothing came within " + PATIENCE_MILLIS / 1_000 + " s";
            case SSLException untrusted -> "TLS: " + untrusted.getMessage();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
