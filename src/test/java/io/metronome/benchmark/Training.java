package io.metronome.benchmark;

import io.metronome.sandbox.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Lets a worker send 40,000 commands to the API stub, so that its JVM can write down what it learnt. The arguments are how
 * the worker is started, up to its subcommand; TRAIN_METRONOME in the environment tells the launcher that this run is a
 * training. Nothing fails when it does not succeed: the worker starts without, and this says why.
 */
public final class Training {
    private static final Path FOLDER = Path.of("target", "trained");
    private static final int COMMANDS = 40_000;
    /* Most commands pass through the ledger, and each delay is read. */
    private static final Workload WORKLOAD = Workload.of(COMMANDS, COMMANDS / 4);

    private Training() {}

    public static void main(String[] program) throws InterruptedException, IOException {
        Files.createDirectories(FOLDER);
        try (BrokerProcess broker = BrokerProcess.start(1);
                StubProcess stub = StubProcess.start()) {
            Engine worker = new MetronomeEngine(Arrays.asList(program));
            BenchmarkEnvironment environment =
                    new BenchmarkEnvironment(broker.bootstrapServers(), stub, List.of(worker), 1, FOLDER);
            environment.putAll("commands", WORKLOAD);
            EngineSetup setup = environment.prepare("training", "commands", WORKLOAD, false);
            try (EngineRun run = new EngineRun(worker, setup, stub);
                    ReplyReader replies = new ReplyReader(setup.bootstrapServers(), setup.topics(), COMMANDS)) {
                run.awaitCalls(COMMANDS);
                run.awaitReplies(replies);
            }
        } catch (IOException | ExecutionException | IllegalStateException e) {
            System.out.println("The start is not trained: " + e);
        }
    }
}
