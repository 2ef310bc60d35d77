package io.metronome.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands, options, pages, panels and metrics that pages, alerts and dashboard name are there. */
class NamedThingsTest {
    private static final Path OPERATING = Path.of("deploy", "OPERATING.md");
    private static final Path RUNBOOK = Path.of("deploy", "RUNBOOK.md");
    private static final Path DASHBOARD = Path.of("deploy", "grafana", "metronome.json");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`]+`");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^|`|/)metronome ([a-z][a-z-]*)([^`|\\n]*)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![\\w./}:*])/(?:livez|readyz|[a-z]{5,}(?:\\.json)?)\\b(?!/)");
    private static final Pattern PANEL = Pattern.compile("(?<!\\*)\\*([A-Z][^*\\n]+)\\*(?!\\*)");
    private static final Pattern METRIC = Pattern.compile("\\bmetronome_[a-z_]+[a-z]");
    private static final Pattern PART_OF_HISTOGRAM = Pattern.compile("_(?:bucket|count|sum|max)$");

    @Test
    void commandsAndTheirOptionsExist() throws IOException {
        CommandLine main = Main.commandLine();
        List<String> unknown = new ArrayList<>();
        int count = 0;
        for (Path page : pages()) {
            for (MatchResult code :
                    CODE.matcher(Files.readString(page)).results().toList()) {
                String text = code.group().replaceAll("\\\\\\n\\s*", "");
                for (MatchResult named : COMMAND.matcher(text).results().toList()) {
                    count++;
                    CommandLine command = main.getSubcommands().get(named.group(1));
                    if (command == null) {
                        unknown.add(page + ": " + named.group());
                    } else {
                        OPTION.matcher(named.group(2))
                                .results()
                                .map(MatchResult::group)
                                .filter(option -> command.getCommandSpec().findOption(option) == null)
                                .forEach(option -> unknown.add(page + ": " + named.group(1) + " " + option));
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(count).isGreaterThan(60);
    }

    @Test
    void pagesOfAWorkerExist() throws IOException {
        JsonNode paths = JsonMapper.shared()
                .readTree(Path.of("src/main/resources/io/metronome/observe/admin/openapi.json")
                        .toFile())
                .path("paths");
        Set<String> known = new TreeSet<>(paths.propertyNames());
        known.addAll(List.of("/runbook", "/board.json"));
        for (Path page : List.of(RUNBOOK, AlertRules.FOLDER.resolve("alerts.yaml"), DASHBOARD)) {
            List<String> named = ADDRESS.matcher(Files.readString(page).replaceAll("https?://\\S+", ""))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(known).as(page.toString()).containsAll(named);
        }
        assertThat(known).contains("/livez", "/readyz", "/metrics");
    }

    @Test
    void panelsThatTheRunbookNamesAreOnTheDashboard() throws IOException {
        List<String> panels = Dashboard.read().panels().stream()
                .map(panel -> panel.path("title").asString())
                .toList();
        List<String> named = PANEL.matcher(Files.readString(RUNBOOK))
                .results()
                .map(panel -> panel.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(panels).containsAll(named);
    }

    /** Another test compares this page's table with the metrics of a worker. */
    @Test
    void metricsThatPagesNameAreInTheTableOfOperating() throws IOException {
        Set<String> known = new TreeSet<>();
        Files.readAllLines(OPERATING).stream()
                .filter(line -> line.startsWith("| `metronome_"))
                .forEach(line -> METRIC.matcher(line).results().forEach(metric -> known.add(metric.group())));
        for (Path page : pages()) {
            List<String> named = METRIC.matcher(Files.readString(page))
                    .results()
                    .map(metric -> PART_OF_HISTOGRAM.matcher(metric.group()).replaceFirst(""))
                    .toList();
            assertThat(known).as(page.toString()).containsAll(named);
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(
                Path.of("README.md"), Path.of("ARCHITECTURE.md"), AlertRules.FOLDER.resolve("alerts.yaml"), DASHBOARD));
        for (String folder : new String[] {"config", "deploy", ".github"}) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }
}
