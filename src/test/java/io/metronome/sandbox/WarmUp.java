package io.metronome.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Lets the emulator's JVM learn its way through a request before the campaign: classes that are loaded during the first
 * calls would make these look late, and those behind them early. The instance that is called does not exist, so nothing
 * of it is counted.
 */
final class WarmUp {
    private static final int CALLS = 300;
    private static final byte[] BODY = "{\"message\":\"Is this on?\"}".getBytes(UTF_8);

    private WarmUp() {}

    static void of(String apiUrl) throws IOException {
        URI nobody = URI.create(apiUrl + "/waInstance9999999999/sendTextStatus/no-token");
        for (int i = 0; i < CALLS; i++) {
            HttpURLConnection call = (HttpURLConnection) nobody.toURL().openConnection();
            call.setRequestMethod("POST");
            call.setDoOutput(true);
            try (OutputStream out = call.getOutputStream()) {
                out.write(BODY);
            }
            call.getResponseCode();
            call.disconnect();
        }
    }
}
