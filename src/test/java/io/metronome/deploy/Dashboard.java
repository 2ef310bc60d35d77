package io.metronome.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Grafana's dashboard as it stands in the checkout. */
public record Dashboard(JsonNode root) {
    static final Path FILE = Path.of("deploy", "grafana", "metronome.json");

    /** Reads the dashboard. */
    public static Dashboard read() {
        return new Dashboard(JsonMapper.shared().readTree(FILE.toFile()));
    }

    /** Every panel, rows included, in the order in which they are read. */
    List<JsonNode> panels() {
        return root.path("panels").valueStream().toList();
    }

    /** Every query of every panel. */
    public List<Expression> queries() {
        List<Expression> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Expression(
                        panel.path("title").asString(), target.path("expr").asString()));
            }
        }
        return queries;
    }

    /** The queries of the panels, and those that draw marks on the time axis. */
    List<Expression> everything() {
        List<Expression> all = new ArrayList<>(queries());
        root.path("annotations")
                .path("list")
                .forEach(mark -> all.add(new Expression(
                        mark.path("name").asString(), mark.path("expr").asString())));
        return all;
    }

    /** The variables that a user can choose above the panels. */
    List<JsonNode> variables() {
        return root.path("templating").path("list").valueStream().toList();
    }
}
