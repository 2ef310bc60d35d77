package io.metronome.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may reach the workers, and how many of them there are. */
class ChartPolicyTest {

    @Test
    void letsNobodyInButTheWorkers() {
        JsonNode from = Manifests.of("").one("NetworkPolicy").at("/spec/ingress/0/from");
        assertThat(from)
                .singleElement()
                .satisfies(peer -> assertThat(peer.at("/podSelector/matchLabels/app.kubernetes.io~1name")
                                .asString())
                        .isEqualTo("metronome"));
        assertThat(from.path(0).has("namespaceSelector")).isFalse();
    }

    @Test
    void letsInWhomTheValuesNameAndOutWhereTheyAllow() {
        JsonNode spec = Manifests.of("large-values.yaml").one("NetworkPolicy").path("spec");
        assertThat(spec.at("/ingress/0/from")).hasSize(2);
        assertThat(spec.at("/ingress/0/from/1/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                        .asString())
                .isEqualTo("monitoring");
        assertThat(spec.path("egress").findValuesAsString("port")).contains("53", "9093", "443", "4317");
    }

    @Test
    void scalesWithoutKedaOnWorkThatCouldGoNow() {
        Manifests manifests = Manifests.with("autoscaler.enabled", "true");
        JsonNode scaler = manifests.one("HorizontalPodAutoscaler").path("spec");
        assertThat(scaler.at("/scaleTargetRef/kind").asString()).isEqualTo("Deployment");
        assertThat(scaler.at("/scaleTargetRef/name").asString())
                .isEqualTo(manifests.one("Deployment").at("/metadata/name").asString());
        assertThat(scaler.at("/metrics/0/pods/metric/name").asString()).isEqualTo("metronome_runnable_commands");
        assertThat(scaler.at("/behavior/scaleUp/policies/0/value").asInt()).isEqualTo(2);
        assertThat(scaler.at("/behavior/scaleDown/policies/0/value").asInt()).isEqualTo(1);
        assertThat(manifests.one("Deployment").path("spec").has("replicas"))
                .as("replicas, which are the autoscaler's now")
                .isFalse();
    }

    @Test
    void rollsOnOnlyAfterAWorkerHasBeenReadyAndLetsDrainsGoOn() {
        Manifests manifests = Manifests.of("");
        assertThat(manifests.one("Deployment").at("/spec/minReadySeconds").asInt())
                .isPositive();
        assertThat(manifests
                        .one("PodDisruptionBudget")
                        .at("/spec/unhealthyPodEvictionPolicy")
                        .asString())
                .isEqualTo("AlwaysAllow");
    }
}
