package io.metronome.delivery;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No connection came about: the call is safe to repeat, and its detail says where to look. */
class NothingWrittenTest {
    private final HttpApi api = Calls.api(1, Duration.ofSeconds(10));

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void isSafeToRepeatWhenNobodyListens() throws IOException {
        String nobody;
        try (RawServer gone = new RawServer(connection -> {})) {
            nobody = gone.url();
        }
        Calls.assertSafe(Calls.call(api, nobody, "{}"), "not sent: nobody answers at the address (");
    }

    @Test
    void isSafeToRepeatWhenAPortOfOneDigitIsClosed() {
        Calls.assertSafe(Calls.call(api, "http://127.0.0.1:9", "{}"), "not sent: nobody answers at the address");
    }

    @Test
    void isSafeToRepeatWhenTheHostIsNotKnown() {
        try (HttpApi impatient = Calls.api(1, Duration.ofSeconds(2))) {
            Calls.assertSafe(
                    Calls.call(impatient, "http://no-such-host.invalid", "{}"),
                    "not sent: the host's name is not known");
        }
    }

    @Test
    void isSafeToRepeatWhenTlsFails() throws IOException {
        RawServer.Script noTls = connection -> connection.raw("HTTP/1.1 400 No TLS here\r\n\r\n");
        try (RawServer server = new RawServer(noTls)) {
            Calls.assertSafe(Calls.call(api, Calls.overTls(server), "{}"), "not sent: TLS failed");
        }
    }

    @Test
    void isSafeToRepeatWhenTheConnectionIsResetBeforeTheRequestWasWritten() throws IOException {
        RawServer.Script resetting = connection -> {
            connection.some();
            connection.reset();
        };
        try (RawServer server = new RawServer(resetting)) {
            Calls.assertSafe(Calls.call(api, Calls.overTls(server), "{}"), "not sent");
        }
    }

    @Test
    void isSafeToRepeatWhenTheServersCertificateIsNotTrusted() throws Exception {
        try (SelfSignedServer server = SelfSignedServer.start()) {
            Calls.assertSafe(Calls.call(api, server.url(), "{}"), "not sent: TLS failed ((certificate_unknown) PKIX");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no url", "http://", "ftp://127.0.0.1", "http://127.0.0.1:99999", "http://[::", "///"})
    void isSafeToRepeatWhenTheUrlCannotBeUsed(String apiUrl) {
        Calls.assertSafe(Calls.call(api, apiUrl, "{}"), "not sent");
    }
}
