package io.metronome.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Helm chart, by Helm itself and by Kubernetes' types. */
class ChartTest {
    private static final Map<String, Class<?>> TYPES = Map.of(
            "ConfigMap", ConfigMap.class,
            "Deployment", Deployment.class,
            "NetworkPolicy", NetworkPolicy.class,
            "Pod", Pod.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "Secret", Secret.class,
            "Service", Service.class,
            "ServiceAccount", ServiceAccount.class);
    /** Not Kubernetes' own; .ci/custom-resources asks about them. */
    private static final Path CUSTOM = Path.of("target/custom-resources");

    @TempDir
    Path folder;

    @Test
    void lintsStrictly() {
        LintResult result = new Helm(Manifests.CHART).lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "small-values.yaml", "large-values.yaml"})
    void isWhatKubernetesKnows(String values) throws IOException {
        for (JsonNode manifest : Manifests.of(values).all()) {
            String kind = manifest.path("kind").asString();
            Class<?> type = TYPES.get(kind);
            if (type == null) {
                assertThat(kind).isIn("ScaledObject", "ServiceMonitor", "PrometheusRule");
                Files.createDirectories(CUSTOM);
                Files.writeString(CUSTOM.resolve(kind + ".json"), manifest.toString());
            } else {
                assertThat(Manifests.as(type, manifest)).isNotNull();
            }
        }
    }

    @Test
    void wouldNoticeAFieldThatKubernetesDoesNotKnow() {
        JsonNode manifest = Manifests.of("").one("Deployment");
        ((ObjectNode) manifest.at("/spec/template/spec/containers/0/securityContext")).put("readOnly", true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifests.as(Deployment.class, manifest))
                .withMessageContaining("readOnly");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "small-values.yaml", "large-values.yaml"})
    void givesTheDrainItsTime(String values) throws IOException {
        Manifests manifests = Manifests.of(values);
        PodSpec pod = pod(manifests);
        long preStop = pod.getContainers()
                .getFirst()
                .getLifecycle()
                .getPreStop()
                .getSleep()
                .getSeconds();
        Settings settings = settings(manifests);
        assertThat(pod.getTerminationGracePeriodSeconds())
                .isGreaterThan(preStop + settings.shutdownGrace().toSeconds());
    }

    @Test
    void putsTheSettingsWhereTheWorkerReadsThem() throws IOException {
        Settings settings = settings(Manifests.of("large-values.yaml"));
        assertThat(settings.kafka().groupId()).isEqualTo("campaigns");
        assertThat(settings.kafka().properties()).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        assertThat(settings.topics().commands()).isEqualTo("campaigns.commands");
        assertThat(settings.instances().file()).isEqualTo(Path.of("/etc/metronome/instances"));
        assertThat(settings.shutdownGrace()).hasSeconds(45);
    }

    @Test
    void letsTheWorkerDoNothingButItsWork() {
        PodSpec pod = pod(Manifests.of(""));
        Container worker = pod.getContainers().getFirst();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(worker.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(worker.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(worker.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void scalesOnWorkThatCouldGoNowAndNeverBeyondThePartitions() {
        Manifests manifests = Manifests.of("large-values.yaml");
        JsonNode scaling = manifests.one("ScaledObject").path("spec");
        assertThat(scaling.path("maxReplicaCount").asInt()).isEqualTo(24);
        assertThat(scaling.at("/triggers/0/metadata/query").asString().replaceAll("\\s+", " "))
                .contains("sum(metronome_runnable_commands{namespace=\"sending\", service=\"sender-metronome\"})")
                .contains("> 5 )", "or count(metronome_runnable_commands{")
                .endsWith("* 200");
        assertThat(scaling.at("/triggers/1/metadata/version").asString()).isEqualTo("3.0.0");
        assertThat(scaling.at("/fallback/replicas").asInt()).isEqualTo(2);
        assertThat(scaling.at("/advanced/horizontalPodAutoscalerConfig/behavior/scaleUp/policies/0/value")
                        .asInt())
                .isEqualTo(2);
        assertThat(scaling.at("/triggers/1/metadata/topic").asString()).isEqualTo("campaigns.commands");
        assertThat(scaling.at("/triggers/1/metadata/consumerGroup").asString()).isEqualTo("campaigns");
        assertThat(Manifests.as(Deployment.class, manifests.one("Deployment"))
                        .getSpec()
                        .getReplicas())
                .as("replicas, which are KEDA's now")
                .isNull();
    }

    @Test
    void putsNoCredentialsIntoAnythingButASecret() {
        Manifests manifests = Manifests.of("small-values.yaml");
        assertThat(manifests.all())
                .filteredOn(manifest -> manifest.toString().contains("not-a-token"))
                .extracting(manifest -> manifest.path("kind").asString())
                .containsExactly("Secret");
        assertThat(Manifests.of("large-values.yaml").kinds()).doesNotContain("Secret");
    }

    @Test
    void speaksTlsWhereASecretHasTheCertificate() {
        Manifests manifests = Manifests.of("large-values.yaml");
        PodSpec pod = pod(manifests);
        Container worker = pod.getContainers().getFirst();
        assertThat(environment(worker))
                .containsEntry("METRONOME_HTTP_TLS_CERTIFICATE", "/etc/metronome/tls/tls.crt")
                .containsEntry("METRONOME_HTTP_TLS_KEY", "/etc/metronome/tls/tls.key")
                .containsEntry("METRONOME_HTTP_ADVERTISED_URL", "https://[$(POD_IP)]:8080")
                .containsEntry("METRONOME_HTTP_PEER_NAME", "sender-metronome.sending.svc");
        assertThat(worker.getVolumeMounts())
                .anyMatch(mount -> mount.getName().equals("tls")
                        && mount.getMountPath().equals("/etc/metronome/tls")
                        && mount.getReadOnly());
        assertThat(pod.getVolumes())
                .anyMatch(volume -> volume.getName().equals("tls")
                        && volume.getSecret().getSecretName().equals("metronome-tls"));
        assertThat(probed(worker)).containsOnly("HTTPS");
        JsonNode endpoint = manifests.one("ServiceMonitor").at("/spec/endpoints/0");
        assertThat(endpoint.path("scheme").asString()).isEqualTo("https");
        assertThat(endpoint.at("/tlsConfig/serverName").asString()).isEqualTo("sender-metronome.sending.svc");
        assertThat(endpoint.at("/tlsConfig/ca/secret/key").asString()).isEqualTo("ca.crt");
    }

    @Test
    void speaksPlainHttpOtherwise() {
        Container worker = pod(Manifests.of("")).getContainers().getFirst();
        assertThat(environment(worker))
                .containsEntry("METRONOME_HTTP_ADVERTISED_URL", "http://[$(POD_IP)]:8080")
                .doesNotContainKeys("METRONOME_HTTP_TLS_CERTIFICATE", "METRONOME_HTTP_TLS_KEY");
        assertThat(probed(worker)).containsOnly("HTTP");
    }

    @Test
    void projectsTheInstancesOfSeveralSecretsIntoOneFolder() {
        assertThat(pod(Manifests.of("large-values.yaml")).getVolumes())
                .filteredOn(volume -> volume.getName().equals("instances"))
                .singleElement()
                .satisfies(volume -> assertThat(volume.getProjected().getSources())
                        .extracting(source ->
                                source.getSecret().getItems().getFirst().getPath())
                        .containsExactly("green-api-1.yaml", "green-api-2.yaml"));
    }

    @Test
    void bringsTheAlertsAndTheDashboardOfTheCheckout() throws IOException {
        Map.of(
                        "alerts.yaml", AlertRules.FOLDER.resolve("alerts.yaml"),
                        "recording.yaml", AlertRules.FOLDER.resolve("recording.yaml"),
                        "dashboard.json", Dashboard.FILE)
                .forEach((copy, original) -> assertThat(
                                Manifests.CHART.resolve("files").resolve(copy))
                        .as("a copy of %s, which a chart cannot reach; copy it again", original)
                        .hasSameTextualContentAs(original));
        Manifests manifests = Manifests.of("large-values.yaml");
        List<String> alerts = manifests.one("PrometheusRule").findValuesAsString("alert");
        assertThat(alerts)
                .containsExactlyElementsOf(
                        AlertRules.alerts().stream().map(AlertRules::name).toList());
        assertThat(manifests.all())
                .filteredOn(manifest -> manifest.at("/metadata/labels/grafana_dashboard")
                        .asString("")
                        .equals("1"))
                .singleElement()
                .satisfies(map -> assertThat(
                                map.at("/data/metronome.json").asString().strip())
                        .isEqualTo(Files.readString(Dashboard.FILE).strip()));
    }

    @Test
    void checksWhereAWorkerWouldRun() throws IOException {
        Manifests manifests = Manifests.withTests(folder, "large-values.yaml");
        Container check = Manifests.as(Pod.class, manifests.one("Pod"))
                .getSpec()
                .getContainers()
                .getFirst();
        Container worker = pod(manifests).getContainers().getFirst();
        assertThat(check.getArgs()).startsWith("check");
        assertThat(check.getEnv()).isEqualTo(worker.getEnv());
        assertThat(check.getVolumeMounts()).isEqualTo(worker.getVolumeMounts());
        assertThat(check.getResources()).isEqualTo(worker.getResources());
    }

    private static Map<String, String> environment(Container worker) {
        Map<String, String> environment = new HashMap<>();
        worker.getEnv().forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        return environment;
    }

    private static List<String> probed(Container worker) {
        return Stream.of(worker.getStartupProbe(), worker.getLivenessProbe(), worker.getReadinessProbe())
                .map(probe -> probe.getHttpGet().getScheme())
                .toList();
    }

    private static PodSpec pod(Manifests manifests) {
        return Manifests.as(Deployment.class, manifests.one("Deployment"))
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private Settings settings(Manifests manifests) throws IOException {
        ConfigMap map = manifests.all().stream()
                .filter(manifest -> manifest.path("kind").asString().equals("ConfigMap"))
                .map(manifest -> Manifests.as(ConfigMap.class, manifest))
                .filter(one -> one.getData().containsKey("metronome.yaml"))
                .findFirst()
                .orElseThrow();
        Path file =
                Files.writeString(folder.resolve("metronome.yaml"), new HashMap<>(map.getData()).get("metronome.yaml"));
        return switch (SettingsReader.read(file, Map.of())) {
            case ReadResult.Good good -> good.settings();
            case ReadResult.Bad bad -> throw new IllegalStateException(String.join("\n", bad.problems()));
        };
    }
}
