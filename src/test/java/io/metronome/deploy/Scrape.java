package io.metronome.deploy;

import static java.util.stream.Collectors.toCollection;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The metrics of a worker, as Prometheus reads them. */
public record Scrape(String text) {
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) .*$");
    private static final Pattern VALUE = Pattern.compile(" \\S+$");

    /** Every series: name and labels, without the value. */
    public Set<String> series() {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> VALUE.matcher(line).replaceFirst(""))
                .collect(toCollection(TreeSet::new));
    }

    /** The names of its series, as expressions use them. */
    public Set<String> names() {
        return series().stream().map(one -> one.replaceFirst("\\{.*", "")).collect(toCollection(TreeSet::new));
    }

    /** The names of its metrics: a histogram has one. */
    public Set<String> metrics() {
        return text.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> TYPE.matcher(line).replaceFirst("$1"))
                .collect(toCollection(TreeSet::new));
    }
}
