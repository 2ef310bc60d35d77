package io.metronome.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Downloads of the build beside Maven's artifacts are checked by their hashes. */
class SupplyChainTest {

    @Test
    void theWrapperChecksWhatItDownloads() throws IOException {
        Properties wrapper = new Properties();
        try (InputStream file = Files.newInputStream(Path.of(".mvn/wrapper/maven-wrapper.properties"))) {
            wrapper.load(file);
        }
        assertThat(wrapper.getProperty("distributionUrl")).startsWith("https://repo.maven.apache.org/");
        assertThat(wrapper.getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/test/js", ".ci/custom-resources-check"})
    void npmPackagesAreLockedByTheirHashes(String folder) throws IOException {
        JsonNode packages = JsonMapper.shared()
                .readTree(Files.readString(Path.of(folder, "package-lock.json")))
                .path("packages");
        assertThat(packages.propertyStream().filter(one -> !one.getKey().isEmpty()))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.getValue().path("integrity").asString(""))
                        .as(one.getKey())
                        .startsWith("sha512-"));
    }
}
