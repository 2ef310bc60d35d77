package io.metronome.app;

import io.metronome.app.Finding.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The findings of {@code metronome doctor} so far. */
final class Diagnosis {
    private final Consumer<Finding> listener;
    private final List<Finding> findings = new ArrayList<>();

    /** @param listener told of each finding at once */
    Diagnosis(Consumer<Finding> listener) {
        this.listener = listener;
    }

    void add(Finding finding) {
        findings.add(finding);
        listener.accept(finding);
    }

    void addAll(Collection<Finding> more) {
        more.forEach(this::add);
    }

    /** One failure for each problem, or the sentence that all is well. */
    void judge(String about, List<String> problems, String allIsWell) {
        problems.forEach(problem -> add(Finding.problem(about, problem)));
        if (problems.isEmpty()) {
            add(Finding.ok(about, allIsWell));
        }
    }

    long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** The counts, for people. */
    String summary() {
        long warnings = count(Severity.WARNING);
        return count(Severity.OK) + " ok, " + warnings + (warnings == 1 ? " warning, " : " warnings, ")
                + count(Severity.FAILED) + " failed";
    }

    /** Everything, for machines. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("findings", findings.stream().map(Finding::fields).toList());
        fields.put("ok", count(Severity.OK));
        fields.put("warnings", count(Severity.WARNING));
        fields.put("failed", count(Severity.FAILED));
        return fields;
    }
}
