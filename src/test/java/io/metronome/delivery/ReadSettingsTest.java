package io.metronome.delivery;

import static io.metronome.delivery.Calls.TOKEN;
import static io.metronome.delivery.Calls.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadSettingsTest {
    private final HttpApi api = Calls.api(2, Duration.ofSeconds(10));

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"wid":"7@c.us","delaySendMessagesMilliseconds":15000,"x":"y"}  | 15000
            {"delaySendMessagesMilliseconds":"500"}                         | 500
            {"x":{"delaySendMessagesMilliseconds":1},"delaySendMessagesMilliseconds":86400000} | 86400000
            {"delaySendMessagesMilliseconds":0}                             | 0
            {"delaySendMessagesMilliseconds":4000.0}                        | 4000
            {"delaySendMessagesMilliseconds":4e3}                           | 4000
            {"delaySendMessagesMilliseconds":4.0E+3}                        | 4000
            {"delaySendMessagesMilliseconds":" 4000.00 "}                   | 4000
            {"delaySendMessagesMilliseconds":"4e3"}                         | 4000
            """)
    void readsTheDelayAsANumberOrAsText(String body, int millis) throws IOException {
        try (RawServer server = RawServer.answering(200, body)) {
            assertThat(delay(server.url())).isEqualTo(millis);
            assertThat(server.requests().getFirst())
                    .startsWith("GET /waInstance1101000001/getSettings/" + TOKEN + " HTTP/1.1\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"delaySendMessagesMilliseconds\":null}",
                "{\"delaySendMessagesMilliseconds\":\"soon\"}",
                "{\"delaySendMessagesMilliseconds\":-1}",
                "{\"delaySendMessagesMilliseconds\":1.5}",
                "{\"delaySendMessagesMilliseconds\":1e999999999}",
                "{\"delaySendMessagesMilliseconds\":4000",
                "{\"delaySendMessagesMilliseconds\":86400001}",
                "{\"delaySendMessagesMilliseconds\":99999999999999999999999}",
                "{\"delaySendMessagesMilliseconds\":{\"a\":1}}"
            })
    void saysSoWhereThereIsNone(String body) throws IOException {
        try (RawServer server = RawServer.answering(200, body)) {
            assertUnread(server.url(), "getSettings: ");
        }
    }

    @Test
    void saysWhatTheApiSaidWithoutTheToken() throws IOException {
        String body = "{\"path\":\"/waInstance1101000001/getSettings/" + TOKEN + "\",\"message\":\"no " + TOKEN + "\"}";
        try (RawServer server = RawServer.answering(400, body)) {
            assertUnread(server.url(), "getSettings: HTTP 400 no •••");
        }
        try (RawServer server = RawServer.answering(401, "")) {
            assertUnread(server.url(), "getSettings: HTTP 401");
        }
        try (RawServer server = RawServer.answering(466, "only 79001234567@c.us")) {
            assertUnread(server.url(), "getSettings: HTTP 466");
        }
    }

    /** A bad moment of the API is no reason to take the fallback for the delay. */
    @ParameterizedTest
    @CsvSource({
        "429, true, 7000",
        "408, true, 7000",
        "500, true, 7000",
        "502, true, 7000",
        "200, true, 0",
        "401, false, 0",
        "403, false, 0",
        "404, false, 0",
        "466, false, 0"
    })
    void tellsWhatMayPass(int status, boolean passing, long afterMillis) throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.raw("HTTP/1.1 " + status + " X\r\nRetry-After: 7\r\nContent-Length: 1\r\n\r\n?");
        })) {
            assertThatThrownBy(() -> delay(server.url())).isInstanceOfSatisfying(SettingsUnread.class, unread -> {
                assertThat(unread.isPassing()).isEqualTo(passing);
                assertThat(unread.afterMillis()).isEqualTo(afterMillis);
            });
        }
    }

    @Test
    void saysThatNobodyAnswered() throws IOException {
        try (RawServer server = new RawServer(RawServer.Connection::request)) {
            assertUnread(server.url(), "getSettings: no answer");
        }
        assertUnread("http://no url", "getSettings: not sent");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"webhookUrl":"https://a/b","incomingWebhook":"yes"} | true
            {"delaySendMessagesMilliseconds":2000}               | true
            {"delaySendMessagesMilliseconds":2001}               | false
            {"linkPreview":true,"enableLidMode":"no"}            | true
            {"incomingWebhook":"yes","outgoingWebhook":"yes"}    | false
            {"incomingWebhook":"yes","outgoingWebhook":null}     | true
            {"nobodyShowsIt":""}                                 | false
            {"delaySendMessagesMilliseconds":2000.0}             | true
            {"delaySendMessagesMilliseconds":2e3}                | true
            """)
    void tellsWhetherEveryFieldThatWasSentShows(String sent, boolean shown) {
        ReadSettings settings = ReadSettings.of(Calls.bytes("""
                        {"wid":"7@c.us","webhookUrl":"https://a/b","delaySendMessagesMilliseconds":"2000",
                         "incomingWebhook":"yes","outgoingWebhook":"no","linkPreview":true,"enableLidMode":false}""").array());

        assertThat(settings.shows(Calls.bytes(sent))).isEqualTo(shown);
    }

    private Integer delay(String apiUrl) {
        return api.readSettings(instance(apiUrl))
                .map(ReadSettings::delayMillis)
                .blockOptional()
                .orElseThrow();
    }

    private void assertUnread(String apiUrl, String words) {
        assertThatThrownBy(() -> delay(apiUrl))
                .isInstanceOf(SettingsUnread.class)
                .hasMessageStartingWith(words)
                .hasNoCause()
                .message()
                .doesNotContain(TOKEN);
    }
}
