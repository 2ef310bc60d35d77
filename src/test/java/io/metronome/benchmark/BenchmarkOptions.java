package io.metronome.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The wishes of the caller, from system properties. An empty property counts as absent.
 *
 * @param scenarios names of scenarios, in their order
 * @param engines names of engines, in their order
 * @param commands replaces each scenario's own number of commands
 * @param rounds how often each engine runs
 */
record BenchmarkOptions(List<String> scenarios, List<String> engines, OptionalInt commands, int rounds) {
    private static final String SCENARIOS = "one,slow,latency,waiting,lateness";
    private static final String ENGINES = "metronome,parallel-consumer,bare-client";

    static BenchmarkOptions read() {
        return new BenchmarkOptions(
                list("scenario", SCENARIOS),
                Stream.concat(list("engines", ENGINES).stream(), otherEngine()).toList(),
                number("commands"),
                number("rounds").orElse(2));
    }

    /** How many commands a scenario has, that many when the caller does not say. */
    int commandsOr(int usual) {
        return commands.orElse(usual);
    }

    private static Stream<String> otherEngine() {
        return text("engine.main").isEmpty() ? Stream.empty() : Stream.of(Engines.OTHER);
    }

    private static List<String> list(String property, String usual) {
        String given = text(property);
        return Arrays.stream((given.isEmpty() ? usual : given).split(",", -1))
                .map(String::strip)
                .toList();
    }

    private static OptionalInt number(String property) {
        String given = text(property);
        return given.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(given));
    }

    static String text(String property) {
        return System.getProperty(property, "").strip();
    }
}
