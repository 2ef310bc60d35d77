package io.metronome.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Everything that was measured so far, and everything that went wrong. One thread. */
final class Figures {
    private final List<Figure> all = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    void add(String scenario, String engine, String what, double value) {
        all.add(new Figure(scenario, engine, what, value, false));
        System.out.printf(Locale.ROOT, "  %s, %s: %s %s%n", scenario, engine, NumberText.of(value), what);
    }

    /** Adds a number of which the report also gives ratios. */
    void addCompared(String scenario, String engine, String what, double value) {
        add(scenario, engine, what, value);
        all.set(all.size() - 1, new Figure(scenario, engine, what, value, true));
    }

    void fail(String failure) {
        failures.add(failure);
        System.out.println("  FAILED " + failure);
    }

    List<String> failures() {
        return failures;
    }

    List<String> scenarios() {
        return all.stream().map(Figure::scenario).distinct().toList();
    }

    List<String> engines(String scenario) {
        return all.stream()
                .filter(figure -> figure.scenario().equals(scenario))
                .map(Figure::engine)
                .distinct()
                .toList();
    }

    /** The figures of a scenario, in the order of measuring. */
    List<String> columns(String scenario) {
        return all.stream()
                .filter(figure -> figure.scenario().equals(scenario))
                .map(Figure::what)
                .distinct()
                .toList();
    }

    boolean isCompared(String scenario, String what) {
        return all.stream()
                .anyMatch(figure -> figure.isCompared()
                        && figure.scenario().equals(scenario)
                        && figure.what().equals(what));
    }

    /** The values of all rounds, lowest first. */
    double[] values(String scenario, String engine, String what) {
        return all.stream()
                .filter(figure -> figure.scenario().equals(scenario)
                        && figure.engine().equals(engine)
                        && figure.what().equals(what))
                .mapToDouble(Figure::value)
                .sorted()
                .toArray();
    }

    /** The median of all rounds; not a number where there is none. */
    double median(String scenario, String engine, String what) {
        double[] sorted = values(scenario, engine, what);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : DoubleStream.of(sorted[middle - 1], sorted[middle]).average().orElseThrow();
    }
}
