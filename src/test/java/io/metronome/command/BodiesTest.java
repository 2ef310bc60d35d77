package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "good-bodies.txt", delimiter = '|', quoteCharacter = '`')
    void takesWhatTheApiDocuments(Messenger messenger, String method, String body) {
        assertThat(check(messenger, method, body).problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "good-bodies.txt", delimiter = '|', quoteCharacter = '`')
    void takesTheWholeCommand(Messenger messenger, String method, String body) {
        String instance = messenger == Messenger.MAX ? "3100000001" : "1101000001";
        assertThat(CommandRecords.understood(CommandRecords.decode(CommandRecords.command(instance, method, body)))
                        .method()
                        .name())
                .isEqualTo(method);
    }

    @Test
    void goodBodiesHaveEveryMethodOfEachMessenger() throws IOException {
        Set<String> covered = new TreeSet<>();
        try (InputStream file = Objects.requireNonNull(BodiesTest.class.getResourceAsStream("good-bodies.txt"))) {
            new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .forEach(line -> covered.add(line.substring(0, line.indexOf('{'))));
        }
        for (Method method : Catalogue.methods()) {
            for (Messenger messenger : method.messengers()) {
                assertThat(covered).contains(messenger + "|" + method.name() + "|");
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "bad-bodies.txt", delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 8192)
    void refusesWhatTheApiWouldRefuse(Messenger messenger, String method, String body, String problem) {
        assertThat(check(messenger, method, body).problems())
                .singleElement()
                .asString()
                .startsWith("body")
                .contains(problem);
    }

    @Test
    void countsAMessageInCharacters() {
        assertThat(textStatus("😀".repeat(500)).problems()).isEmpty();
        assertThat(textStatus("я".repeat(501)).problems())
                .containsExactly("body.message: must be text of 1 to 500 characters, found 501 characters");
    }

    @Test
    void tellsEveryMistakeOfABody() {
        String body = "{\"chatId\":7,\"contact\":{\"phoneContact\":\"1\",\"nick\":\"x\"},\"typingTime\":1}";

        assertThat(check(Messenger.WHATSAPP, "sendContact", body).problems())
                .containsExactly(
                        "body.chatId: must be " + ChatId.WHATSAPP.allowed() + ", found the number 7",
                        "body.contact.phoneContact: must be a JSON integer of 5 to 15 digits, found the text \"1\"",
                        "body.contact.nick: unknown field, allowed are phoneContact, firstName, middleName, lastName,"
                                + " company",
                        "body.contact: needs at least one of firstName, middleName, lastName, company",
                        "body.typingTime: must be a JSON integer from 1000 to 20000, found the number 1");
    }

    @Test
    void notesTheTypingTimeAndTheDelay() {
        String chat = "{\"chatId\":\"79001234567@c.us\"";

        assertThat(check(Messenger.WHATSAPP, "sendTyping", chat + "}").typingMillis())
                .isEqualTo(1000);
        assertThat(check(Messenger.WHATSAPP, "sendTyping", chat + ",\"typingTime\":20000}")
                        .typingMillis())
                .isEqualTo(20_000);
        assertThat(textStatus("hi").typingMillis()).isZero();
        assertThat(check(Messenger.MAX, "setSettings", "{\"delaySendMessagesMilliseconds\":15000}"))
                .isEqualTo(new CheckedBody(List.of(), 0, 15_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{}{}", "\u0000", "{\"a\":}"})
    void neverThrows(String notAnObject) {
        for (Method method : Catalogue.methods()) {
            for (Messenger messenger : Messenger.values()) {
                assertThat(check(messenger, method.name(), notAnObject).problems())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void refusesEveryBodyWhereTheMessengerHasNoSuchMethod() {
        assertThat(check(Messenger.MAX, "sendTextStatus", "{\"message\":\"hi\"}")
                        .problems())
                .containsExactly("method: MAX does not offer sendTextStatus");
    }

    private static CheckedBody textStatus(String message) {
        return check(Messenger.WHATSAPP, "sendTextStatus", "{\"message\":\"" + message + "\"}");
    }

    private static CheckedBody check(Messenger messenger, String name, String body) {
        byte[] bytes = ("пре" + body + "fix").getBytes(UTF_8);
        return CommandRecords.method(name).check(messenger, bytes, 6, bytes.length - 9, false);
    }
}
