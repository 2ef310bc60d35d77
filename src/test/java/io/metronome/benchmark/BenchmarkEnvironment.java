package io.metronome.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * The things that all runs share: a broker, an API stub, a folder. Runs come one after the other.
 *
 * @param engines those that the caller named
 */
record BenchmarkEnvironment(String bootstrapServers, StubProcess stub, List<Engine> engines, int rounds, Path folder) {

    /** Makes the topics of a run, and its folder; and lets the stub begin anew. */
    EngineSetup prepare(String run, String commands, Workload workload, boolean isCommandsNew)
            throws IOException, InterruptedException, ExecutionException {
        RunTopics topics = new RunTopics(commands, run);
        topics.create(bootstrapServers, isCommandsNew);
        stub.reset(workload);
        Path own = folder.resolve(run);
        Files.createDirectories(own);
        Files.deleteIfExists(own.resolve("engine.log"));
        return new EngineSetup(bootstrapServers, stub.url(), workload, topics, own);
    }

    /** Runs an engine while it is measured. An engine that stops too early makes the benchmark fail, and nothing else stops. */
    void run(Engine engine, EngineSetup setup, Figures figures, Measurement measurement)
            throws IOException, InterruptedException, ExecutionException {
        try (EngineRun run = new EngineRun(engine, setup, stub)) {
            measurement.of(run);
        } catch (IllegalStateException e) {
            figures.fail(String.valueOf(e.getMessage()));
        }
    }

    /** Measures a run. */
    interface Measurement {
        void of(EngineRun run) throws IOException, InterruptedException, ExecutionException;
    }

    /** Makes a topic with all commands of a workload, for runs that find them there. */
    void putAll(String topic, Workload workload) throws ExecutionException, InterruptedException {
        new RunTopics(topic, topic + ".unused").create(bootstrapServers, true);
        try (CommandProducer producer = new CommandProducer(bootstrapServers, topic, workload, Duration.ofMillis(20))) {
            producer.putAll();
        }
    }

    /** The engines of one round: another one begins in each. */
    List<Engine> inTurn(int round) {
        int first = round % engines.size();
        return Stream.concat(engines.subList(first, engines.size()).stream(), engines.subList(0, first).stream())
                .toList();
    }
}
