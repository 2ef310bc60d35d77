package io.metronome.delivery;

import static io.metronome.delivery.Calls.SECRET;
import static io.metronome.delivery.Calls.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every state that GREEN-API documents, and every way of not learning it. */
class ReadStateTest {
    private final HttpApi api = Calls.api(2, Duration.ofSeconds(10));

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void knowsThatItIsAuthorized() throws IOException {
        try (RawServer server = RawServer.answering(200, "{\"stateInstance\":\"authorized\"}")) {
            assertThat(read(server.url(), Messenger.WHATSAPP)).isEqualTo(new InstanceState.Authorized());
            assertThat(server.requests().getFirst())
                    .startsWith("GET /waInstance1101000001/getStateInstance/" + TOKEN + " HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"stateInstance":"notAuthorized"}       | NOT_AUTHORIZED
            200 | {"stateInstance":"blocked"}             | BLOCKED
            200 | {"stateInstance":"starting"}            | STARTING
            200 | {"stateInstance":"sleepMode"}           | STARTING
            200 | null                                    | STARTING
            200 | {"stateInstance":"yellowCard"}          | YELLOW_CARD
            200 | {"stateInstance":"suspended"}           | SUSPENDED
            200 | {"stateInstance":"pendingPassword"}     | PENDING_PASSWORD
            200 | {"stateInstance":"somethingNew"}        | OTHER
            400 | Instance account is expired. Renew it   | EXPIRED
            400 | Instance is deleted                     | DELETED
            400 | instance in starting process try later  | STARTING
            401 | ''                                      | TOKEN_REFUSED
            403 | <html>403 Forbidden</html>              | FORBIDDEN
            """)
    void saysWhyItIsNot(int status, String body, HoldReason reason) throws IOException {
        try (RawServer server = RawServer.answering(status, body)) {
            assertThat(read(server.url(), Messenger.WHATSAPP))
                    .isInstanceOfSatisfying(InstanceState.Held.class, held -> {
                        assertThat(held.reason()).isEqualTo(reason);
                        assertThat(held.detail()).isNotBlank().doesNotContain(TOKEN);
                        assertThat(held.untilMillis()).isZero();
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"stateInstance\":null}", "{\"stateInstance\":{}}", "\"x\""})
    void learnsNothingFromOtherAnswers(String body) throws IOException {
        try (RawServer server = RawServer.answering(200, body)) {
            assertUnread(server.url(), 200);
        }
    }

    @Test
    void learnsNothingFromFailures() throws IOException {
        try (RawServer server = RawServer.answering(502, "path /waInstance1101000001/getStateInstance/" + TOKEN)) {
            assertUnread(server.url(), 502);
        }
        try (RawServer server = RawServer.answering(429, "Too Many Requests")) {
            assertUnread(server.url(), 429);
        }
        try (RawServer server = new RawServer(RawServer.Connection::request)) {
            assertUnread(server.url(), 0);
        }
        assertUnread("http://no url", 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"stateInstance":"suspended","suspendedUntil":1795000000}   | 1795000000000
            {"stateInstance":"suspended","suspendedUntil":"1795000000"} | 1795000000000
            {"stateInstance":"suspended","suspendedUntil":null}         | 0
            {"stateInstance":"suspended","suspendedUntil":-5}           | 0
            {"stateInstance":"suspended"}                               | 0
            """)
    void asksMaxForTheEndOfASuspension(String body, long until) throws IOException {
        try (RawServer server = RawServer.answering(200, body)) {
            assertThat(read(server.url(), Messenger.MAX))
                    .isEqualTo(new InstanceState.Held(HoldReason.SUSPENDED, "its state is suspended", until));
            assertThat(server.requests().getLast()).contains("/v3/waInstance1101000001/getAccountSettings/");
        }
    }

    private void assertUnread(String apiUrl, int status) {
        assertThat(read(apiUrl, Messenger.WHATSAPP)).isInstanceOfSatisfying(InstanceState.Unread.class, unread -> {
            assertThat(unread.status()).isEqualTo(status);
            assertThat(unread.detail()).isNotBlank().doesNotContain(TOKEN);
        });
    }

    private InstanceState read(String apiUrl, Messenger messenger) {
        InstanceState state = api.readState(new Instance("1101000001", apiUrl, SECRET, messenger, null))
                .block();
        if (state == null) {
            throw new AssertionError("a question without an answer");
        }
        return state;
    }
}
