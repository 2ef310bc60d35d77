package io.metronome.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import io.metronome.command.Command;
import io.metronome.command.Outcome;
import io.metronome.command.Reason;
import io.metronome.command.RecordHeader;
import io.metronome.command.Reply;
import io.metronome.contract.Schemas;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The replies that the code writes have the fields that {@code config/schemas} describe: none more, none less. */
class ReplySchemasTest {
    private static final Subject SUBJECT = new Subject("my id", "1101000001", "sendTyping", null);
    private static final Command.ReplyTo THERE = new Command.ReplyTo("answers", null);

    private final Replies replies = new Replies("results", "dead");

    @Test
    void aResultHasTheFieldsOfItsSchema() {
        JsonNode full = result(Samples.accepted("3EB0", true, "{\"idMessage\":\"3EB0\"}"));
        assertThat(full.propertyNames())
                .containsExactlyElementsOf(
                        Schemas.json("result").path("properties").propertyNames());
        assertGood("result", full);
        JsonNode least = result(Samples.accepted(null, null, null));
        assertThat(least.propertyNames())
                .containsExactlyElementsOf(Schemas.json("result")
                        .path("required")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
        assertGood("result", least);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"outcome\":\"sent\"}",
                "{\"attempts\":0}",
                "{\"sentAt\":\"2026-11-21T10:00:00Z\"}",
                "{\"method\":\"x\"}"
            })
    void aResultThatIsNotOneIsSeen(String change) {
        ObjectNode bent = (ObjectNode) result(Samples.accepted("3EB0", null, null));
        bent.setAll((ObjectNode) Schemas.read(change));
        assertThat(Schemas.errors(Schemas.of("result"), bent)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void wordOfARefusalHasTheFieldsOfItsSchema(Reason reason) {
        Subject subject = new Subject("my id", "1101000001", "sendTyping", THERE);
        Reply word = replies.dead(Samples.commandRecord(), subject, Samples.dead(reason, "why"))
                .getLast();
        JsonNode written = Schemas.read(Samples.text(word.value()));
        assertThat(written.propertyNames())
                .containsExactlyElementsOf(
                        Schemas.json("refusal").path("properties").propertyNames());
        assertGood("refusal", written);
        assertGood("result-headers", headers(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refusal:/properties/reason/enum", "dead-letter-headers:/properties/metronome-reason/enum"})
    void everyReasonIsNamed(String place) {
        String[] where = place.split(":", 2);
        assertThat(Schemas.json(where[0]).at(where[1]).valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::name).toList());
    }

    @Test
    void aResultHasTheHeadersOfTheirSchema() {
        Reply result = replies.accepted(
                        Samples.commandRecord(), Samples.command(null), Samples.accepted(null, null, null))
                .getFirst();
        assertThat(headers(result).propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Schemas.json("result-headers").path("properties").propertyNames());
        assertGood("result-headers", headers(result));
    }

    @Test
    void aDeadLetterHasTheHeadersOfTheirSchema() {
        Outcome.Dead duplicate = new Outcome.Dead(Reason.DUPLICATE, "again", 400, 3, Samples.RECEIVED, "commands-1-6");
        Reply dead = replies.dead(Samples.commandRecord(), SUBJECT, duplicate).getFirst();
        JsonNode full = headers(Samples.instead(dead));
        assertThat(new TreeSet<>(full.propertyNames()))
                .containsExactlyElementsOf(new TreeSet<>(
                        Schemas.json("dead-letter-headers").path("properties").propertyNames()));
        assertGood("dead-letter-headers", full);
    }

    @Test
    void whatIsNotKnownOfADeadLetterIsOptional() {
        Subject nothing = new Subject("commands-1-7", null, null, null);
        Reply dead = replies.dead(Samples.commandRecord(), nothing, Samples.dead(Reason.UNREADABLE, "broken"))
                .getFirst();
        JsonNode least = headers(dead);
        assertThat(new TreeSet<>(least.propertyNames()))
                .containsExactlyElementsOf(new TreeSet<>(Schemas.json("dead-letter-headers")
                        .path("required")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList()));
        assertGood("dead-letter-headers", least);
    }

    private JsonNode result(Outcome.Accepted outcome) {
        Reply result = replies.accepted(Samples.commandRecord(), Samples.command(null), outcome)
                .getFirst();
        return Schemas.read(Samples.text(result.value()));
    }

    private static JsonNode headers(Reply reply) {
        Map<String, String> texts = new TreeMap<>();
        for (RecordHeader header : reply.headers()) {
            texts.put(header.name(), header.text());
        }
        JsonMapper json = JsonMapper.shared();
        return json.valueToTree(texts);
    }

    private static void assertGood(String name, JsonNode document) {
        Schema schema = Schemas.of(name);
        assertThat(Schemas.errors(schema, document)).as("%s", document).isEmpty();
    }
}
