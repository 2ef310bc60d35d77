package io.metronome.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures as Markdown: a table for each scenario, a line for each engine, the median of all rounds. */
final class MarkdownReport {
    private static final List<String> REFERENCES = List.of("bare-client", "parallel-consumer");

    private final Figures figures;

    MarkdownReport(Figures figures) {
        this.figures = figures;
    }

    /** The report: machine, tables and failures. */
    String text(String machine, Map<String, String> about) {
        List<String> lines = new ArrayList<>(List.of("Machine: " + machine + ".", ""));
        for (String scenario : figures.scenarios()) {
            lines.addAll(List.of("### " + scenario, ""));
            if (about.containsKey(scenario)) {
                lines.addAll(List.of(about.get(scenario), ""));
            }
            lines.addAll(table(scenario));
            lines.add("");
        }
        lines.add(
                figures.failures().isEmpty()
                        ? "No command was lost, doubled or sent early."
                        : "FAILED:\n\n* " + String.join("\n* ", figures.failures()));
        return String.join("\n", lines) + "\n";
    }

    private List<String> table(String scenario) {
        List<String> columns = figures.columns(scenario);
        List<String> compared = columns.stream()
                .filter(what -> figures.isCompared(scenario, what))
                .limit(1)
                .toList();
        List<String> references = REFERENCES.stream()
                .filter(figures.engines(scenario)::contains)
                .filter(reference -> figures.engines(scenario).size() > 1 && !compared.isEmpty())
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(row(Stream.of(
                        Stream.of("engine"),
                        columns.stream(),
                        references.stream().map("CPU beside "::concat))
                .flatMap(each -> each)));
        lines.add("|---" + "|---:".repeat(columns.size() + references.size()) + "|");
        for (String engine : figures.engines(scenario)) {
            lines.add(row(Stream.of(
                            Stream.of(engine),
                            columns.stream().map(what -> cell(scenario, engine, what)),
                            references.stream().map(other -> ratio(scenario, engine, other, compared.getFirst())))
                    .flatMap(each -> each)));
        }
        return lines;
    }

    private String cell(String scenario, String engine, String what) {
        double[] values = figures.values(scenario, engine, what);
        String median = NumberText.of(figures.median(scenario, engine, what));
        return values.length < 2
                ? median
                : median + " (" + NumberText.of(values[0]) + "–" + NumberText.of(values[values.length - 1]) + ")";
    }

    private String ratio(String scenario, String engine, String other, String what) {
        double ratio = figures.median(scenario, engine, what) / figures.median(scenario, other, what);
        return NumberText.of(ratio);
    }

    private static String row(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }
}
