package io.metronome.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** Commands come at a steady rate, for few instances and then for many. Measures what each command costs. */
record ScaleScenario(String name, String about, List<Workload> workloads, int perSecond) implements BenchmarkScenario {
    private static final String CHECKPOINTS = "metronome_checkpoint_duration_seconds_count";
    private static final double MB = 1 << 20;

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
        MetronomePages pages = new MetronomePages(MetronomeEngine.pages(setup));
        pages.awaitReady(run.process());
        try (CommandProducer producer = new CommandProducer(
                        setup.bootstrapServers(), setup.topics().commands(), workload, Duration.ofMillis(5));
                ReplyReader replies = new ReplyReader(setup.bootstrapServers(), setup.topics(), workload.commands())) {
            int warm = workload.commands() / 2;
            producer.putSteadily(0, warm, perSecond);
            run.awaitCalls(warm);
            double checkpoints = pages.sum(CHECKPOINTS);
            CpuSamples.CpuSample from = run.samples().last();
            producer.putSteadily(warm, workload.commands(), perSecond);
            run.awaitCalls(workload.commands());
            CpuSamples samples = run.samples();
            CpuSamples.CpuSample to = samples.last();
            String row = String.format(Locale.ROOT, "%s, %,d instances", engine.name(), workload.instances());
            figures.addCompared(name, row, "CPU s per 1,000 commands, second half", samples.cpuPerThousand(from, to));
            run.awaitReplies(replies);
            figures.add(
                    name,
                    row,
                    "checkpoints/s",
                    (pages.sum(CHECKPOINTS) - checkpoints) * perSecond / (workload.commands() - warm));
            figures.add(
                    name,
                    row,
                    "MB of heap after a full collection",
                    MetronomePages.heapAfterCollection(run.process().pid()) / MB);
            new KafkaShare(setup).addTo(figures, name, row);
            run.stopAndCheck(replies.result()).forEach(figures::fail);
        }
    }
}
