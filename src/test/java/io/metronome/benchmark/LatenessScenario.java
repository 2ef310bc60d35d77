package io.metronome.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ExecutionException;

/**
 * Backlogs of many instances whose paces make a steady rate together. Measures how late calls of the second half start
 * after the moment that the pace allows, by metronome's own histogram.
 */
record LatenessScenario(String name, String about, List<Workload> workloads, int perSecond)
        implements BenchmarkScenario {
    private static final String HISTOGRAM = "metronome_pace_lateness_seconds";
    private static final int MILLIS = 1_000;

    @Override
    public void run(BenchmarkEnvironment environment, Figures figures)
            throws IOException, InterruptedException, ExecutionException {
        for (Engine engine : environment.engines()) {
            for (Workload workload : workloads) {
                if (engine.keepsPace()) {
                    String run = name + "." + engine.name() + "." + workload.instances();
                    EngineSetup setup = environment.prepare(run, run + ".commands", workload, true);
                    environment.run(engine, setup, figures, one -> measure(one, engine, setup, figures));
                }
            }
        }
    }

    private void measure(EngineRun run, Engine engine, EngineSetup setup, Figures figures)
            throws IOException, InterruptedException {
        Workload workload = setup.workload();
        String row = String.format(Locale.ROOT, "%s, %,d instances", engine.name(), workload.instances());
        MetronomePages pages = new MetronomePages(MetronomeEngine.pages(setup));
        pages.awaitReady(run.process());
        try (CommandProducer producer = new CommandProducer(
                        setup.bootstrapServers(), setup.topics().commands(), workload, Duration.ofMillis(5));
                ReplyReader replies = new ReplyReader(setup.bootstrapServers(), setup.topics(), workload.commands())) {
            // Each instance begins at a moment of its own.
            producer.putSteadily(0, workload.instances(), perSecond);
            producer.put(workload.instances(), workload.commands());
            // Delays are read, and the JVM compiles, while the first half goes.
            int warm = workload.commands() / 2;
            run.awaitCalls(warm);
            // Instances that began first end first: their last calls leave slots free.
            int steady = workload.commands() - workload.instances();
            NavigableMap<Double, Double> before = pages.buckets(HISTOGRAM);
            run.awaitCalls(workload.commands());
            NavigableMap<Double, Double> after = pages.buckets(HISTOGRAM);
            CpuSamples samples = run.samples();
            CpuSamples.CpuSample called = samples.last();
            after.replaceAll((bound, count) -> count - before.getOrDefault(bound, 0.0));
            figures.add(name, row, "ms late at most, p50", MILLIS * percentile(after, 0.5));
            figures.add(name, row, "ms late at most, p99", MILLIS * percentile(after, 0.99));
            figures.add(name, row, "ms late at most, p99.9", MILLIS * percentile(after, 0.999));
            figures.add(name, row, "calls/s", samples.rate(samples.at(warm), samples.at(steady)));
            figures.addCompared(
                    name, row, "CPU s per 1,000 commands", samples.cpuPerThousand(samples.at(warm), called));
            run.awaitReplies(replies);
            new KafkaShare(setup).addTo(figures, name, row);
            run.stopAndCheck(replies.result()).forEach(figures::fail);
        }
    }

    /* The bound of the bucket that the percentile lies in. */
    private static double percentile(NavigableMap<Double, Double> buckets, double part) {
        double wanted = part * buckets.lastEntry().getValue();
        return buckets.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= wanted)
                .findFirst()
                .map(Map.Entry::getKey)
                .orElseThrow();
    }
}
