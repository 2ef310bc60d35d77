package io.metronome.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials that ships in the jar, and what its licences allow. */
class LicencesTest {
    /** The licences that let metronome be used and passed on under Apache-2.0; of several, one is enough. */
    private static final Set<String> FINE = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "EPL-1.0",
            "EPL-2.0",
            "LGPL-2.1-only",
            "CC0-1.0");

    @Test
    void everythingInTheJarIsNamedWithALicenceThatIsFine() throws IOException {
        List<JsonNode> components = components();
        assertThat(components).extracting(LicencesTest::name).contains("kafka-clients", "reactor-netty-http");
        assertThat(components)
                .allSatisfy(component -> assertThat(licences(component))
                        .as("licences of %s", name(component))
                        .anyMatch(FINE::contains));
    }

    @Test
    void nothingOfTheTestsIsInIt() throws IOException {
        assertThat(components())
                .extracting(LicencesTest::name)
                .doesNotContain("kafka_2.13", "testcontainers", "helm-java", "junit-jupiter");
    }

    private static List<JsonNode> components() throws IOException {
        try (InputStream bill = LicencesTest.class.getResourceAsStream("/META-INF/sbom/bom.json")) {
            return new JsonMapper()
                    .readTree(Objects.requireNonNull(bill, "no bill of materials")).path("components").values().stream()
                            .toList();
        }
    }

    private static String name(JsonNode component) {
        return component.path("name").asString();
    }

    private static List<String> licences(JsonNode component) {
        return component.path("licenses").values().stream()
                .flatMap(entry -> Stream.of(
                        entry.at("/license/id").asString(""),
                        entry.path("expression").asString("")))
                .filter(licence -> !licence.isEmpty())
                .toList();
    }
}
