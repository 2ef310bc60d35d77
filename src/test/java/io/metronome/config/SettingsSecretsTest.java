package io.metronome.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of the configuration for secrets, and its messages about secrets that break them. */
class SettingsSecretsTest {

    @Test
    void anAdminTokenHasThirtyTwoCharactersOrThereIsNone() {
        String allowed = "allowed is empty, or a text of at least 32 characters";
        String token = "0123456789abcdef0123456789abcdef";
        Map<String, String> brief = Map.of("METRONOME_ADMIN_TOKEN", token.substring(1));

        assertThat(bad("metronome: {http: {admin-token: hunter2}}", Map.of()))
                .singleElement()
                .asString()
                .endsWith("m.yaml:1: metronome.http.admin-token: found a value that is not shown; " + allowed);
        assertThat(bad("metronome: {lease: 3s}", brief))
                .singleElement()
                .asString()
                .endsWith("m.yaml: metronome.http.admin-token: found a wrong value in ${METRONOME_ADMIN_TOKEN:}"
                        + " (the default); " + allowed);
        assertThat(bad("metronome: {http: {admin-token: \"${METRONOME_ADMIN_TOKEN:}\"}}", brief))
                .hasSize(1);
        assertThat(good(read("metronome: {http: {admin-token: " + token + "}}", brief))
                        .http()
                        .adminToken())
                .isEqualTo(new Secret(token));
        assertThat(good(read("metronome: {http: {admin-token: \"\"}}", brief))
                        .http()
                        .adminToken())
                .isEqualTo(new Secret(""));
    }

    @Test
    void refusesALoginTextThatKafkaCannotRead() {
        String good = "org.example.Login required user=\"u\" password='p;q' plain=word; /* and */ a.B optional;";
        List<String> broken = List.of(
                "",
                "org.example.Login",
                "org.example.Login required",
                "org.example.Login requires user=\"u\";",
                "org.example.Login required user=\"u\"",
                "org.example.Login required user=\"u;",
                "org.example.Login required user \"u\";",
                "org.example.Login required user=;",
                "org.example.Login required user=u \"v\";");

        assertThat(good(jaas(good)).kafka().properties()).containsEntry("sasl.jaas.config", good);
        for (String text : broken) {
            assertThat(((ReadResult.Bad) jaas(text)).problems())
                    .as(text)
                    .singleElement()
                    .asString()
                    .startsWith("environment METRONOME_KAFKA_PROPERTIES_SASL_JAAS_CONFIG:")
                    .contains("found a text that is not shown; allowed is the name of a login module");
        }
    }

    private static ReadResult jaas(String text) {
        return SettingsReader.readIfThere(
                Path.of("none.yaml"), Map.of("METRONOME_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", text));
    }

    @Test
    void tellsWhereABlankIsMissing() {
        List<String> problems = bad("""
                metronome:
                  http: {admin-token:d75b3a66374942c5b3c019c698abc2067e1, port: 80}
                  kafka:
                    properties: {ssl.key.password:hunter2hunter2, "ssl.keystore.password=hunter3": "", ssl.x: y,hunter4}
                """, Map.of());

        assertThat(problems).hasSize(4);
        assertThat(problems.getFirst())
                .contains("m.yaml:2: metronome.http: a blank is missing after the colon; allowed is a key of letters");
        assertThat(problems.get(1))
                .contains("m.yaml:4: metronome.kafka.properties: a blank is missing after the colon");
        assertThat(problems.get(2)).contains("m.yaml:4: metronome.kafka.properties: found a key that cannot be one");
        assertThat(problems.getLast()).contains("m.yaml:4: metronome.kafka.properties: found a word without a value");
        assertThat(String.join("\n", problems)).doesNotContain("d75b", "hunter");
    }

    private static ReadResult read(String yaml, Map<String, String> environment) {
        return SettingsReader.of("m.yaml", yaml, environment);
    }

    private static List<String> bad(String yaml, Map<String, String> environment) {
        return ((ReadResult.Bad) read(yaml, environment)).problems();
    }

    private static Settings good(ReadResult read) {
        assertThat(read).isInstanceOf(ReadResult.Good.class);
        return ((ReadResult.Good) read).settings();
    }
}
