package io.metronome.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Catalogue;
import io.metronome.command.CommandCodec;
import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.command.OnUnknown;
import io.metronome.command.ReplyTopic;
import io.metronome.command.Secret;
import io.metronome.command.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Requests as GREEN-API itself writes them, of every method at each messenger: the worker takes them as commands, and the
 * emulator takes them through its port. The values are this project's. The fields, their order and their kinds are those of
 * the source in the third column, as it stood in November 2026:
 *
 * <ul> <li>Postman: GitHub green-api/green-api-postman-collection, en/collection.json, commit 06eba21 <li>Apidog:
 * GREEN-API's collection at apidog.com, docs-site 746016 <li>page: green-api.com/en/docs/api for WhatsApp,
 * green-api.com/v3/docs/api for MAX <li>Python, Java, Go: requests of GitHub green-api/whatsapp-api-client-python,
 * -java, -golang and -golang-v2 </ul>
 */
class OfficialBodiesTest extends LiveEmulator {
    private static final String BODIES = "official-bodies.txt";
    private static final CommandCodec CODEC = new CommandCodec(
            OfficialBodiesTest::instance,
            new CommandCodec.Rules(1 << 20, false, OnUnknown.RESEND, null, topic -> new ReplyTopic.NotAllowed()));

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvFileSource(resources = BODIES, delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 8192)
    void isTakenByTheWorkerAndByTheEmulator(Messenger messenger, String method, String source, String body)
            throws Exception {
        String id = messenger == Messenger.MAX ? MAX : WHATSAPP;
        // The collection breaks lines as Windows does, and indents with tabs.
        String written = body.replace(", \"", ",\r\n\t\"");

        assertThat(decode(id, method, body)).as(source).isInstanceOf(Decoded.Understood.class);
        assertThat(decode(id, method, written)).as(source).isInstanceOf(Decoded.Understood.class);
        HttpResponse<String> answer =
                post(id, method, method.equals("deleteStatus") ? body.replace("BAE5367237E13A87", aStatus()) : written);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void everyMethodOfEachMessengerIsThere() throws IOException {
        Set<String> there = new TreeSet<>();
        try (InputStream file = Objects.requireNonNull(OfficialBodiesTest.class.getResourceAsStream(BODIES))) {
            new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\\|", 3))
                    .forEach(columns -> there.add(columns[0] + " " + columns[1]));
        }
        Set<String> offered = new TreeSet<>();
        for (Method method : Catalogue.methods()) {
            method.messengers().forEach(messenger -> offered.add(messenger + " " + method.name()));
        }
        assertThat(there).isEqualTo(offered);
    }

    /** Postman leaves out comments before it sends. They are no JSON. */
    @Test
    void theCommentsOfTheCollectionAreRefused() throws Exception {
        String body = "{\"chatId\": \"120363043968066561@g.us\", // a group\r\n \"message\": \"x\"}";

        assertThat(decode(WHATSAPP, "sendMessage", body)).isInstanceOf(Decoded.Refused.class);
        assertThat(post(WHATSAPP, "sendMessage", body).statusCode()).isEqualTo(400);
    }

    private String aStatus() throws Exception {
        String answer = post(WHATSAPP, "sendTextStatus", "{\"message\":\"x\"}").body();
        return answer.substring(answer.indexOf(":\"") + 2, answer.lastIndexOf('"'));
    }

    private static Decoded decode(String id, String method, String body) {
        String command = "{\"idInstance\":\"" + id + "\",\"method\":\"" + method + "\",\"body\":" + body + "}";
        Source place = new Source("metronome.commands", 3, 42, 0);
        return CODEC.decode(new CommandRecord(
                place.topic(), place.partition(), place.offset(), 0, null, command.getBytes(UTF_8), List.of(), place));
    }

    private static Instance instance(String id) {
        Messenger messenger = id.equals(MAX) ? Messenger.MAX : Messenger.WHATSAPP;
        return new Instance(id, "https://api.example", new Secret("token-of-" + id), messenger, null);
    }
}
