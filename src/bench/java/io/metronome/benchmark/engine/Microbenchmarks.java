package io.metronome.benchmark.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the microbenchmarks: {@code ./mvnw -Pbenchmark -Djmh}. The report is {@code target/benchmark/jmh.md}. */
public final class Microbenchmarks {
    private static final Path FOLDER = Path.of("target", "benchmark");
    private static final TimeValue ROUND = TimeValue.seconds(1);

    private Microbenchmarks() {}

    public static void main(String[] arguments) throws RunnerException, IOException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("io\\.metronome\\..*Benchmark")
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(ROUND)
                        .measurementIterations(5)
                        .measurementTime(ROUND)
                        .addProfiler("gc")
                        .build())
                .run();
        String table = results.stream().map(Microbenchmarks::row).collect(Collectors.joining("\n"));
        String report = "| what | size | ns | ± | bytes allocated |\n|---|---:|---:|---:|---:|\n" + table + "\n";
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve("jmh.md"), report.getBytes(UTF_8));
        System.out.println(report);
    }

    private static String row(RunResult result) {
        String name = result.getParams().getBenchmark();
        String size = result.getParams().getParamsKeys().contains("size")
                ? result.getParams().getParam("size")
                : "";
        Result<?> time = result.getPrimaryResult();
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %.0f | %.0f |",
                name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                size,
                time.getScore(),
                time.getScoreError(),
                allocated == null ? 0 : allocated.getScore());
    }
}
