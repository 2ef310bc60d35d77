package io.metronome.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Prometheus's rules as they stand in the checkout. */
public final class AlertRules {
    static final Path FOLDER = Path.of("deploy", "prometheus");

    private static final ObjectMapper YAML = new YAMLMapper();

    private AlertRules() {}

    /** Every alert. */
    static List<JsonNode> alerts() {
        return rules("alerts.yaml");
    }

    /** The expressions of alerts and of recorded series. */
    public static List<Expression> expressions() {
        return Stream.concat(rules("alerts.yaml").stream(), rules("recording.yaml").stream())
                .map(rule -> new Expression(name(rule), rule.path("expr").asString()))
                .toList();
    }

    /** Whether Prometheus makes this series itself, out of what it scraped or when it scraped it. */
    public static boolean isMadeByPrometheus(String metric) {
        return metric.equals("up")
                || rules("recording.yaml").stream().anyMatch(rule -> name(rule).equals(metric));
    }

    static String name(JsonNode rule) {
        return rule.path("alert").asString(rule.path("record").asString(""));
    }

    static List<JsonNode> rules(String file) {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode group : read(FOLDER.resolve(file)).path("groups")) {
            group.path("rules").forEach(rules::add);
        }
        return rules;
    }

    static JsonNode read(Path file) {
        return YAML.readTree(file.toFile());
    }
}
