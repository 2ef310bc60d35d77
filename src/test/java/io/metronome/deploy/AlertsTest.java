package io.metronome.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AlertsTest {
    private static final Path RUNBOOK = Path.of("deploy", "RUNBOOK.md");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (Metronome\\w+)$");
    private static final Pattern ALERT_NAME = Pattern.compile("Metronome\\w+");
    private static final List<String> QUESTIONS =
            List.of("**What it means.**", "**Look at.**", "**Do.**", "**When to worry.**");

    @Test
    @Tag("full")
    void parseAndFireWhenTheyShould(@TempDir Path folder) throws Exception {
        Promtool.assumeInstalled();
        // No scrape: what an earlier build left behind would be checked otherwise.
        Path scrape = Files.createFile(folder.resolve("metrics.txt"));
        String check = AlertRules.FOLDER.resolve("check.sh").toString();
        Promtool.Said said = Promtool.run(scrape.toFile(), List.of(check, scrape.toString()));
        assertThat(said.code()).as("%s", said.text()).isZero();
    }

    @Test
    void sayWhatIsTheMatter() {
        assertThat(AlertRules.alerts()).isNotEmpty().allSatisfy(alert -> {
            JsonNode notes = alert.path("annotations");
            String name = AlertRules.name(alert);
            assertThat(notes.path("summary").asString()).as(name).isNotBlank().doesNotContain("{{");
            assertThat(notes.path("description").asString()).as(name).isNotBlank();
            assertThat(alert.path("labels").path("severity").asString())
                    .as(name)
                    .isIn("warning", "critical");
            assertThat(notes.path("runbook_url").asString())
                    .isEqualTo("deploy/RUNBOOK.md#" + name.toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void haveASectionEachInTheRunbook() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        List<String> sections =
                SECTION.matcher(runbook).results().map(found -> found.group(1)).toList();
        assertThat(sections)
                .containsExactlyElementsOf(
                        AlertRules.alerts().stream().map(AlertRules::name).toList());
        List<Integer> begins =
                SECTION.matcher(runbook).results().map(MatchResult::start).toList();
        for (int i = 0; i < sections.size(); i++) {
            int end = i + 1 < begins.size() ? begins.get(i + 1) : runbook.length();
            assertThat(runbook.substring(begins.get(i), end))
                    .as(sections.get(i))
                    .contains(QUESTIONS);
        }
    }

    @Test
    void haveACaseEachInWhichTheyFireAndOneInWhichTheyDoNot() throws IOException {
        Map<Boolean, List<String>> cases = cases().stream()
                .collect(partitioningBy(
                        one -> !one.path("exp_alerts").isEmpty(),
                        mapping(one -> one.path("alertname").asString(), toList())));
        List<String> names = AlertRules.alerts().stream().map(AlertRules::name).toList();
        assertThat(cases.get(true)).containsAll(names);
        assertThat(cases.get(false)).containsAll(names);
    }

    @Test
    void areSilencedOnlyByOthersAndNeverWhereSomethingWasLost() {
        List<String> names = AlertRules.alerts().stream().map(AlertRules::name).toList();
        JsonNode rules =
                AlertRules.read(AlertRules.FOLDER.resolve("inhibitions.yaml")).path("inhibit_rules");
        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            List<String> sources = alertNames(rule.path("source_matchers"));
            List<String> targets = alertNames(rule.path("target_matchers"));
            assertThat(names).containsAll(sources).containsAll(targets);
            assertThat(sources).isNotEmpty().doesNotContainAnyElementsOf(targets);
            assertThat(targets).isNotEmpty().doesNotContain("MetronomeRecordsLost", "MetronomePaceViolated");
            assertThat(rule.path("equal").valueStream().map(JsonNode::asString)).contains("namespace", "job");
        });
    }

    private static List<String> alertNames(JsonNode matchers) {
        return matchers.valueStream()
                .map(JsonNode::asString)
                .flatMap(matcher -> ALERT_NAME.matcher(matcher).results().map(MatchResult::group))
                .toList();
    }

    private static List<JsonNode> cases() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(AlertRules.FOLDER.resolve("tests"))) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), UTF_8)).contains("../alerts.yaml");
                for (JsonNode test : AlertRules.read(file).path("tests")) {
                    test.path("alert_rule_test").forEach(cases::add);
                }
            }
        }
        return cases;
    }
}
