package io.metronome.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The manifests that Helm makes of the chart with one file of values. */
record Manifests(List<JsonNode> all) {
    static final Path CHART = Path.of("deploy/helm/metronome");
    static final String KUBERNETES = "1.33.0";
    private static final String RELEASE = "sender";
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new Closed())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The manifests with the chart's values and those of that file in its folder ci; the fewest where it is empty. */
    static Manifests of(String values) {
        TemplateCommand command = command(RELEASE);
        if (values.isEmpty()) {
            command.set("instances.existingSecret", "green-api");
        } else {
            command.withValuesFile(CHART.resolve("ci").resolve(values));
        }
        return split(command.call());
    }

    /** The manifests of a release of that name, with the fewest values. */
    static Manifests named(String release) {
        return split(
                command(release).set("instances.existingSecret", "green-api").call());
    }

    /** The manifests of that file and those that {@code helm test} runs, which {@code helm template} leaves out. */
    static Manifests withTests(Path folder, String values) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("metronome"));
        try (Stream<Path> files = Files.walk(CHART)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(CHART.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replaceAll("(?m)^ *helm\\.sh/hook:.*$", ""));
            }
        }
        return split(new Helm(copy)
                .template()
                .withName(RELEASE)
                .withNamespace("sending")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(CHART.resolve("ci").resolve(values))
                .call());
    }

    /** The manifests with the fewest values, and one more. */
    static Manifests with(String key, String value) {
        return split(command(RELEASE)
                .set("instances.existingSecret", "green-api")
                .set(key, value)
                .call());
    }

    private static TemplateCommand command(String release) {
        return new Helm(CHART)
                .template()
                .withName(release)
                .withNamespace("sending")
                .withKubeVersion(KUBERNETES);
    }

    private static Manifests split(String text) {
        return new Manifests(Stream.of(text.split("(?m)^---\\R"))
                .map(YAML::readTree)
                .filter(JsonNode::isObject)
                .toList());
    }

    /** Their kinds. */
    List<String> kinds() {
        return all.stream().map(manifest -> manifest.path("kind").asString()).toList();
    }

    /** The only one of that kind. */
    JsonNode one(String kind) {
        return all.stream()
                .filter(manifest -> manifest.path("kind").asString().equals(kind))
                .reduce((first, second) -> {
                    throw new IllegalStateException("more than one " + kind);
                })
                .orElseThrow(() -> new NoSuchElementException("no " + kind));
    }

    /** That manifest as Kubernetes' own type; a field that the type does not know fails. */
    static <T> T as(Class<T> type, JsonNode manifest) {
        try {
            return STRICT.readValue(manifest.toString(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(manifest.path("kind").asString() + ": " + e.getOriginalMessage(), e);
        }
    }

    /* The model classes keep fields that they do not know; here they are told not to. */
    private static final class Closed extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}
