package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.networknt.schema.Schema;
import io.metronome.contract.MethodSchemas;
import io.metronome.contract.Schemas;
import io.metronome.delivery.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.JsonNode;

/** {@code config/schemas/command.json} says what the code reads: no field more, none less, and the same verdicts. */
class CommandSchemaTest {
    private static final int DRAWS = 4_000 * Integer.getInteger("metronome.draws", 1);
    private static final JsonNode SCHEMA = Schemas.json("command");
    private static final Schema COMMAND = Schemas.of("command");

    @Test
    void hasTheFieldsOfTheEnvelope() {
        assertThat(SCHEMA.path("properties").propertyNames()).containsExactlyElementsOf(Envelope.FIELDS);
    }

    @Test
    void namesTheHeadersThatAreRead() {
        assertThat(Schemas.json("command-headers").path("properties").propertyNames())
                .containsExactly(ReplyHeaders.TOPIC, ReplyHeaders.PARTITION, "kafka_correlationId", Api.TRACEPARENT);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "good-bodies.txt", delimiter = '|', quoteCharacter = '`')
    void takesWhatTheCodeTakes(Messenger messenger, String method, String body) {
        assertThat(Schemas.errors(
                        Schemas.of("command", MethodSchemas.definition(method, messenger)), Schemas.read(body)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "bad-bodies.txt", delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 8192)
    void refusesWhatTheCodeRefuses(Messenger messenger, String method, String body) {
        // To JSON Schema 1000.0 is an integer.
        assumeFalse(body.contains("1000.0") || body.contains("1e3"));
        assertThat(Schemas.errors(
                        Schemas.of("command", MethodSchemas.definition(method, messenger)), Schemas.read(body)))
                .isNotEmpty();
    }

    @Test
    void agreesWithTheCodeOnRandomCommands() {
        long seed = System.nanoTime();
        Drafts drafts = new Drafts(seed);
        int taken = 0;
        for (int i = 0; i < DRAWS; i++) {
            String command = drafts.next();
            boolean byCode = codeTakes(command);
            assertThat(Schemas.errors(COMMAND, Schemas.read(command)).isEmpty())
                    .as(
                            "seed %d: the schema's verdict, the code %s this: %s",
                            seed, byCode ? "takes" : "refuses", command)
                    .isEqualTo(byCode);
            taken += byCode ? 1 : 0;
        }
        assertThat(taken).as("seed %d: commands taken", seed).isBetween(DRAWS / 10, DRAWS * 9 / 10);
    }

    /* The schema does not know whose an instance is. */
    private static boolean codeTakes(String command) {
        CommandRecord commandRecord = CommandRecords.of("1101000001", command.getBytes(UTF_8));
        for (Messenger messenger : Messenger.values()) {
            Instances all = id -> new Instance(id, "http://localhost", new Secret("token"), messenger, null);
            if (new CommandCodec(all, CommandRecords.RULES).decode(commandRecord) instanceof Decoded.Understood) {
                return true;
            }
        }
        return false;
    }
}
