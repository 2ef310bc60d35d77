package io.metronome.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Commands come at a steady rate. Measures the time from a command's sending until a reader sees its reply. */
record LatencyScenario(String name, String about, Workload workload, int perSecond) implements BenchmarkScenario {
    /* The first part is left out: the engine and its JVM start and warm up, and delays are read. */
    private static final int LEFT_OUT = 2;

    @Override
    public void run(BenchmarkEnvironment environment, Figures figures)
            throws IOException, InterruptedException, ExecutionException {
        for (int round = 1; round <= environment.rounds(); round++) {
            for (Engine engine : environment.inTurn(round)) {
                if (engine.usesKafka()) {
                    String run = name + "." + engine.name() + "." + round;
                    EngineSetup setup = environment.prepare(run, run + ".commands", workload, true);
                    environment.run(engine, setup, figures, one -> measure(one, engine, setup, figures));
                }
            }
        }
    }

    private void measure(EngineRun run, Engine engine, EngineSetup setup, Figures figures)
            throws IOException, InterruptedException, ExecutionException {
        try (ReplyReader replies = new ReplyReader(setup.bootstrapServers(), setup.topics(), workload.commands());
                CommandProducer producer = new CommandProducer(
                        setup.bootstrapServers(), setup.topics().commands(), workload, Duration.ZERO)) {
            FutureTask<Void> sending =
                    new FutureTask<>(() -> producer.putSteadily(0, workload.commands(), perSecond), null);
            Thread.ofPlatform().daemon().name("benchmark-producer").start(sending);
            int warm = workload.commands() / LEFT_OUT;
            while (replies.answered() < warm && !sending.isDone()) {
                replies.poll();
            }
            run.sample();
            run.awaitReplies(replies);
            sending.get();
            run.sample();
            long[] latencies = latencies(producer, replies, warm);
            figures.add(name, engine.name(), "ms until the reply is visible, p50", percentile(latencies, 50));
            figures.add(name, engine.name(), "ms, p99", percentile(latencies, 99));
            CpuSamples samples = run.samples();
            figures.addCompared(
                    name,
                    engine.name(),
                    "CPU s per 1,000 commands, second half",
                    samples.cpuPerThousand(samples.at(1), samples.last()));
            run.stopAndCheck(replies.result()).forEach(figures::fail);
        }
    }

    private long[] latencies(CommandProducer producer, ReplyReader replies, int warm) {
        long[] latencies = new long[workload.commands() - warm];
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = replies.visibleAt(warm + i) - producer.sentAt(warm + i);
        }
        Arrays.sort(latencies);
        return latencies;
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
