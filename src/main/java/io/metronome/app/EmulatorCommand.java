package io.metronome.app;

import io.metronome.command.Instance;
import io.metronome.config.InstancesRead;
import io.metronome.config.InstancesReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code metronome emulator}: GREEN-API on this machine. */
@Command(
        name = "emulator",
        description =
                "Serves GREEN-API's URLs for the instances of a file; without one, for ten of WhatsApp and three of"
                        + " MAX, whose tokens it prints.")
final class EmulatorCommand implements Callable<Integer> {

    /** What sendTyping answers; the documentation knows both. */
    enum TypingAnswer {
        ID,
        EMPTY
    }

    @Option(names = "--port", paramLabel = "N", defaultValue = "8081", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--instances",
            paramLabel = "FILE",
            description = "Instances in the format of instances.yaml, where api-url may be absent.")
    private @Nullable Path instances;

    @Option(
            names = "--typing-answer",
            paramLabel = "id|empty",
            defaultValue = "id",
            description = "What sendTyping answers: an idMessage, or nothing, as the newer page says. Default:"
                    + " ${DEFAULT-VALUE}.")
    private TypingAnswer typingAnswer = TypingAnswer.ID;

    @Option(
            names = "--restart-time",
            paramLabel = "DURATION",
            defaultValue = "3s",
            description = "How long an instance is starting after setSettings and reboot. Default: ${DEFAULT-VALUE}.")
    private Duration restartTime = Duration.ZERO;

    @Override
    public Integer call() throws ConfigurationException, StartException {
        return serve(port, read(), typingAnswer, restartTime);
    }

    /** The instances of the file; none where there is no file. */
    private List<Instance> read() throws ConfigurationException {
        if (instances == null) {
            return List.of();
        }
        return switch (InstancesReader.read(instances, System.getenv(), "http://localhost:" + port)) {
            case InstancesRead.Good good -> List.copyOf(good.instances().values());
            case InstancesRead.Bad bad -> throw new ConfigurationException(bad.problems());
        };
    }

    private static int serve(int port, List<Instance> instances, TypingAnswer typingAnswer, Duration restartTime)
            throws StartException {
        throw new StartException("The emulator is not joined yet: port " + port + ", " + instances.size()
                + " instances, " + typingAnswer + ", " + restartTime);
    }
}
