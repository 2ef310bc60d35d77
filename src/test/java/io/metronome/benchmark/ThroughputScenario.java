package io.metronome.benchmark;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** All commands stand on the topic before an engine starts. Measures what each costs, and how fast the engine is. */
record ThroughputScenario(String name, String about, Workload workload) implements BenchmarkScenario {

    @Override
    public void run(BenchmarkEnvironment environment, Figures figures)
            throws IOException, InterruptedException, ExecutionException {
        String commands = name + ".commands";
        environment.putAll(commands, workload);
        for (int round = 1; round <= environment.rounds(); round++) {
            for (Engine engine : environment.inTurn(round)) {
                String run = name + "." + engine.name() + "." + round;
                EngineSetup setup = environment.prepare(run, commands, workload, false);
                environment.run(engine, setup, figures, one -> measure(one, engine, setup, figures));
            }
        }
    }

    private void measure(EngineRun run, Engine engine, EngineSetup setup, Figures figures)
            throws IOException, InterruptedException {
        run.awaitCalls(workload.commands());
        CheckResult replies = CheckResult.none();
        if (engine.usesKafka()) {
            try (ReplyReader reader = new ReplyReader(setup.bootstrapServers(), setup.topics(), workload.commands())) {
                run.awaitReplies(reader);
                replies = reader.result();
            }
        }
        int all = workload.commands();
        CpuSamples.CpuSample called = run.samples().at(all);
        run.sample();
        CpuSamples samples = run.samples();
        CpuSamples.CpuSample half = samples.at(all / 2);
        figures.addCompared(
                name,
                engine.name(),
                "CPU s per 1,000 commands, second half",
                samples.cpuPerThousand(half, samples.last()));
        figures.addCompared(
                name,
                engine.name(),
                "CPU s per 1,000 commands, first half with the start",
                samples.cpuPerThousand(samples.start(), half));
        figures.add(name, engine.name(), "calls/s, second half", samples.rate(half, called));
        run.stopAndCheck(replies).forEach(figures::fail);
    }
}
