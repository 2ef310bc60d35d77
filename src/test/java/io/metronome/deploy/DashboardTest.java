package io.metronome.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DashboardTest {
    private static final int WIDTH = 24;

    private final Dashboard dashboard = Dashboard.read();

    @Test
    void isParsedByPromtool(@TempDir Path folder) throws Exception {
        List<String> rules = new ArrayList<>();
        for (Expression query : dashboard.everything()) {
            String expression = query.text()
                    .replace("$__rate_interval", "5m")
                    .replace("$__range", "1h")
                    .replaceAll("\\$\\w+", ".*");
            rules.add("- record: test:%d\n  expr: %s\n"
                    .formatted(rules.size(), JsonMapper.shared().writeValueAsString(expression)));
        }
        Path file = folder.resolve("dashboard.yaml");
        String all = String.join("", rules).replaceAll("(?m)^", "      ");
        Files.write(file, ("groups:\n  - name: dashboard\n    rules:\n" + all).getBytes(UTF_8));
        Promtool.Said said = Promtool.ask(file, "check", "rules", file.toString());
        assertThat(said.code()).as("%s", said.text()).isZero();
        assertThat(said.text()).contains(rules.size() + " rules found");
    }

    @Test
    void asksTheChosenPrometheusAboutTheChosenWorkers() {
        assertThat(dashboard.variables())
                .extracting(variable -> variable.path("name").asString())
                .containsExactly("datasource", "job", "instance");
        assertThat(dashboard.queries())
                .isNotEmpty()
                .allSatisfy(query -> assertThat(query.text())
                        .as(query.where())
                        .contains("job=~\"$job\"", "instance=~\"$instance\"")
                        .doesNotContain("´"));
        for (JsonNode panel : dashboard.panels()) {
            for (JsonNode target : panel.path("targets")) {
                assertThat(target.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
            }
        }
    }

    /** A worker may have lost, or violated, before its first scrape: the increase of that counter is 0. */
    @Test
    void countsOverTheRangeWhatIsSeenForTheFirstTimeAsWell() {
        assertThat(dashboard.queries())
                .filteredOn(query -> query.text().contains("[$__range]"))
                .hasSize(3)
                .allSatisfy(query -> assertThat(query.text())
                        .as(query.where())
                        .matches(
                                "sum\\(increase\\((.*)\\[\\$__range]\\) > 0 or \\(\\1 unless \\1 offset \\$__range\\)\\)"
                                        + " or vector\\(0\\)"));
    }

    @Test
    void beginsWithWhetherAllIsWell() {
        List<String> rows = dashboard.panels().stream()
                .filter(panel -> panel.path("type").asString().equals("row"))
                .map(panel -> panel.path("title").asString())
                .toList();
        assertThat(rows)
                .containsExactly(
                        "Are we sending, on pace, losing nothing?",
                        "Backlog",
                        "Lateness",
                        "Answers of the API",
                        "Holds and dead letters",
                        "Checkpoints",
                        "Restores",
                        "JVM and process");
        assertThat(dashboard.panels().getFirst().path("title").asString()).isEqualTo(rows.getFirst());
    }

    @Test
    void laysNoPanelOnAnother() {
        boolean[][] taken = new boolean[200][WIDTH];
        for (JsonNode panel : dashboard.panels()) {
            JsonNode at = panel.path("gridPos");
            for (int y = at.path("y").asInt();
                    y < at.path("y").asInt() + at.path("h").asInt();
                    y++) {
                for (int x = at.path("x").asInt();
                        x < at.path("x").asInt() + at.path("w").asInt();
                        x++) {
                    assertThat(taken[y][x]).as(panel.path("title").asString()).isFalse();
                    taken[y][x] = true;
                }
            }
        }
        assertThat(dashboard.panels())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
    }

    @Test
    void isProvisionedWithAPrometheusBehindIt() {
        Path provisioning = Dashboard.FILE.resolveSibling("provisioning");
        JsonNode source = AlertRules.read(provisioning.resolve("datasources/prometheus.yaml"))
                .path("datasources")
                .path(0);
        assertThat(source.path("type").asString()).isEqualTo("prometheus");
        assertThat(source.path("url").asString()).isEqualTo("http://prometheus:9090");
        JsonNode provider = AlertRules.read(provisioning.resolve("dashboards/metronome.yaml"))
                .path("providers")
                .path(0);
        assertThat(provider.path("type").asString()).isEqualTo("file");
        assertThat(provider.path("options").path("path").asString()).isEqualTo("/var/lib/grafana/dashboards");
    }
}
