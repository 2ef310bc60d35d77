package io.metronome.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** Commands come at a steady rate, for few instances and then for many. Measures what each command costs. */
record ScaleScenario(String name, String about, List<Workload> workloads, int perSecond) implements BenchmarkScenario {

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
        new MetronomePages(MetronomeEngine.pages(setup)).awaitReady(run.process());
        try (CommandProducer producer = new CommandProducer(
                        setup.bootstrapServers(), setup.topics().commands(), workload, Duration.ofMillis(5));
                ReplyReader replies = new ReplyReader(setup.bootstrapServers(), setup.topics(), workload.commands())) {
            int warm = workload.commands() / 2;
            producer.putSteadily(0, warm, perSecond);
            run.awaitCalls(warm);
            CpuSamples.CpuSample from = run.samples().last();
            producer.putSteadily(warm, workload.commands(), perSecond);
            run.awaitCalls(workload.commands());
            CpuSamples samples = run.samples();
            CpuSamples.CpuSample to = samples.last();
            figures.addCompared(
                    name,
                    String.format(Locale.ROOT, "%s, %,d instances", engine.name(), workload.instances()),
                    "CPU s per 1,000 commands, second half",
                    samples.cpuPerThousand(from, to));
            run.awaitReplies(replies);
            run.stopAndCheck(replies.result()).forEach(figures::fail);
        }
    }
}
