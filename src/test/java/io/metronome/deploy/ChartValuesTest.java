package io.metronome.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that the Helm chart takes and refuses. */
class ChartValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config.kafka.properties.ssl\\.key\\.password=hush | There is a password in config",
                "config.kafka.properties.sasl\\.jaas\\.config=a required password=\"hush\"; | There is a password in config",
                "config.http.admin-token=hush | There is a password in config",
                "config.delivery.timeout=30s | has to be at least 35",
                "config.delivery.timeout=1m | has to be at least 65",
                "keda.enabled=true | serviceMonitor.enabled"
            })
    void refusesValuesThatDoHarm(String value, String says) {
        String[] set = value.split("=", 2);
        assertThatThrownBy(() -> Manifests.with(set[0], set[1])).hasMessageContaining(says);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config.kafka.properties.ssl\\.key\\.password=${KEY}",
                "config.kafka.properties.sasl\\.jaas\\.config=a required password=\"${KAFKA_PASSWORD}\";",
                "config.delivery.timeout=900ms",
                "autoscaler.enabled=true"
            })
    void allowsTheOthers(String value) {
        String[] set = value.split("=", 2);
        assertThat(Manifests.with(set[0], set[1]).kinds()).contains("Deployment");
    }

    @Test
    void refusesToInstallWithoutInstances() {
        assertThatThrownBy(() -> new Helm(Manifests.CHART)
                        .template()
                        .withKubeVersion(Manifests.KUBERNETES)
                        .call())
                .hasMessageContaining("There are no instances");
    }

    @Test
    void refusesAValueThatItDoesNotKnow() {
        assertThatThrownBy(() ->
                        new Helm(Manifests.CHART).template().set("replica", 3).call())
                .hasMessageContaining("replica");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "my-metronome-2",
                "a-release-with-a-name-of-fifty-three-characters-at-xx",
                "a-release-with-a-name-that-ends-with-the-metronome-x"
            })
    void keepsTheNameThatAlertsLookForInTheServiceOfEachRelease(String release) {
        Manifests manifests = Manifests.named(release);
        assertThat(manifests.one("Service").at("/metadata/name").asString())
                .contains("metronome")
                .hasSizeLessThanOrEqualTo(63);
    }
}
