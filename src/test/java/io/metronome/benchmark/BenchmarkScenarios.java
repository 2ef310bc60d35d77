package io.metronome.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The scenarios by their names. */
final class BenchmarkScenarios {
    private BenchmarkScenarios() {}

    /** The scenarios that the caller named, each once and in that order. */
    static List<BenchmarkScenario> named(BenchmarkOptions options) {
        List<BenchmarkScenario> known = all(options);
        return options.scenarios().stream()
                .map(name -> name.equals("restore") ? "waiting" : name)
                .distinct()
                .map(name -> known.stream()
                        .filter(scenario -> scenario.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no scenario " + name + "; there are "
                                + known.stream().map(BenchmarkScenario::name).collect(Collectors.joining(", ")))))
                .toList();
    }

    private static List<BenchmarkScenario> all(BenchmarkOptions options) {
        int usual = options.commandsOr(160_000);
        int cold = options.commandsOr(80_000);
        int slow = options.commandsOr(60_000);
        int few = options.commandsOr(20_000);
        int scale = options.commandsOr(90_000);
        int waiting = options.commandsOr(200_000) / 1_000 * 1_000;
        return List.of(
                new ThroughputScenario(
                        "one",
                        "One command for each instance, delays in the instances file, an API that answers at once.",
                        Workload.of(usual, usual).gapIsConfigured()),
                new ThroughputScenario(
                        "four",
                        "Four commands for each instance at 500 ms; metronome reads each delay with getSettings.",
                        Workload.of(usual, usual / 4)),
                new ThroughputScenario(
                        "slow",
                        "One command for each instance, delays in the instances file, an API that answers after 20 ms.",
                        Workload.of(slow, slow).gapIsConfigured().answerAfter(Duration.ofMillis(20))),
                new ThroughputScenario(
                        "cold",
                        "The first commands after a start, one for each instance.",
                        Workload.of(cold, cold).gapIsConfigured()),
                new LatencyScenario(
                        "latency",
                        "500 commands/s over 5,000 instances: from a record's timestamp until a read_committed consumer"
                                + " has its reply. The first half of the commands is left out.",
                        Workload.of(few, 5_000),
                        500),
                new WaitingScenario(
                        "waiting",
                        "Commands of 1,000 instances wait for their notBefore. Then the worker is killed with -9"
                                + " and started again (restore), and one command of each instance is due.",
                        Workload.of(waiting, 1_000)),
                new LatenessScenario(
                        "lateness",
                        "2,000 calls/s over 10,000 instances at 5 s, and over 100,000 at 50 s: how late a call starts after"
                                + " the moment that the pace allows, as the bound of the histogram's bucket.",
                        List.of(
                                Workload.of(options.commandsOr(120_000), 10_000).gap(Duration.ofSeconds(5)),
                                Workload.of(options.commandsOr(400_000), 100_000)
                                        .gap(Duration.ofSeconds(50))),
                        2_000),
                new ScaleScenario(
                        "scale",
                        "1,500 commands/s over 1,000, over 100,000 and over 1,000,000 instances.",
                        List.of(
                                Workload.of(scale, 1_000).gapIsConfigured(),
                                Workload.of(scale, 100_000).gapIsConfigured(),
                                Workload.of(scale, 1_000_000).gapIsConfigured()),
                        1_500));
    }
}
