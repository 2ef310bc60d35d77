package io.metronome.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.sandbox.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Measures metronome beside other engines: {@code ./mvnw -Pbenchmark}. The report is {@code target/benchmark/report.md},
 * the plot {@code target/benchmark/report.svg}. The exit code is 0 when every run kept its promises, 1 when a command was
 * lost, doubled or sent early, 2 when the options are wrong.
 */
public final class Benchmark {
    private static final Path FOLDER = Path.of("target", "benchmark");

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (System.getProperty("ends-with-parent") != null) {
            ProcessHandle.current().parent().ifPresent(Benchmark::endWith);
        }
        BenchmarkOptions options;
        List<BenchmarkScenario> scenarios;
        List<Engine> engines;
        try {
            options = BenchmarkOptions.read();
            scenarios = BenchmarkScenarios.named(options);
            engines = Engines.named(options.engines());
        } catch (IllegalArgumentException e) {
            System.err.println("The benchmark did not start: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(options.rounds(), scenarios, engines) ? 0 : 1);
    }

    private static boolean run(int rounds, List<BenchmarkScenario> scenarios, List<Engine> engines) throws Exception {
        Files.createDirectories(FOLDER);
        Figures figures = new Figures();
        try (BrokerProcess broker = BrokerProcess.start(1);
                StubProcess stub = StubProcess.start()) {
            BenchmarkEnvironment environment =
                    new BenchmarkEnvironment(broker.bootstrapServers(), stub, engines, rounds, FOLDER);
            for (BenchmarkScenario scenario : scenarios) {
                System.out.println(scenario.name() + ": " + scenario.about());
                try {
                    scenario.run(environment, figures);
                } catch (IOException | ExecutionException | IllegalStateException e) {
                    figures.fail(scenario.name() + " did not end: " + e);
                }
                report(figures, scenarios);
            }
        }
        System.out.println();
        System.out.println(Files.readString(FOLDER.resolve("report.md")));
        return figures.failures().isEmpty();
    }

    private static void report(Figures figures, List<BenchmarkScenario> scenarios) throws IOException {
        Map<String, String> about =
                scenarios.stream().collect(Collectors.toMap(BenchmarkScenario::name, BenchmarkScenario::about));
        String report = new MarkdownReport(figures).text(Machine.describe(), about);
        Files.write(FOLDER.resolve("report.md"), report.getBytes(UTF_8));
        Files.write(FOLDER.resolve("report.svg"), new SvgPlot(figures).text().getBytes(UTF_8));
    }

    private static void endWith(ProcessHandle parent) {
        var unused = parent.onExit().thenRun(() -> System.exit(1));
    }
}
