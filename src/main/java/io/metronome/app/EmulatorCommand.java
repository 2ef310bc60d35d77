package io.metronome.app;

import io.metronome.command.Instance;
import io.metronome.config.InstancesRead;
import io.metronome.config.InstancesReader;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.EmulatorSettings;
import io.metronome.emulator.TypingAnswer;
import io.metronome.emulator.Unauthorized;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ChannelBindException;

/** {@code metronome emulator}: GREEN-API on this machine. */
@Command(
        name = "emulator",
        description =
                "Serves GREEN-API's URLs for the instances of a file; without one, for ten of WhatsApp and three of"
                        + " MAX, whose tokens it prints. Stays up until it is stopped.")
final class EmulatorCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(EmulatorCommand.class);
    private static final int LAST_PORT = 65_535;

    /** The answer to sendTyping. The documentation has both. */
    enum Typing {
        ID(TypingAnswer.ID_MESSAGE),
        EMPTY(TypingAnswer.EMPTY);

        private final TypingAnswer meaning;

        Typing(TypingAnswer meaning) {
            this.meaning = meaning;
        }
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
    private Typing typingAnswer = Typing.ID;

    @Option(
            names = "--unauthorized",
            paramLabel = "queue|refuse",
            defaultValue = "queue",
            description =
                    "What becomes of messages to an instance that is not authorized: kept for 24 h, as the pages of"
                            + " the methods say, or refused with 400, as the page of errors says. Default: ${DEFAULT-VALUE}.")
    private Unauthorized unauthorized = Unauthorized.QUEUE;

    @Option(
            names = "--restart-time",
            paramLabel = "DURATION",
            defaultValue = "3s",
            description = "How long an instance is starting after setSettings and reboot. Default: ${DEFAULT-VALUE}.")
    private Duration restartTime = Duration.ZERO;

    @Option(
            names = "--journal-lag",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "The age from which a message shows in getChatHistory, getMessage and lastOutgoingMessages;"
                    + " up to two minutes at GREEN-API. Default: ${DEFAULT-VALUE}.")
    private Duration journalLag = Duration.ZERO;

    @Option(
            names = "--hide-first",
            description = "showMessagesQueue leaves out the message that is next, as users of GREEN-API report.")
    private boolean hidesFirst;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where it listens; 0.0.0.0 lets other machines in. Default: ${DEFAULT-VALUE}.")
    private String host = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException, StartException, InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port: found " + port + ", allowed is 0 to " + LAST_PORT);
        }
        List<EmulatedInstance> played = read();
        EmulatorSettings settings = EmulatorSettings.of(played)
                .withHost(host)
                .withPort(port)
                .withTypingAnswer(typingAnswer.meaning)
                .withUnauthorized(unauthorized)
                .withRestartTime(restartTime)
                .withJournalLag(journalLag)
                .hidingFirst(hidesFirst);
        CountDownLatch failed = new CountDownLatch(1);
        try (OpenedParts opened = new OpenedParts(failure -> {
                    LOG.error("The emulator ends: this must not happen, please report it", failure);
                    failed.countDown();
                });
                Emulator emulator = start(settings, opened.thread("emulator").scheduler())) {
            print(emulator);
            untilASignal(failed);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The instances of the file, or default instances with tokens made for this run. */
    private List<EmulatedInstance> read() throws ConfigurationException {
        if (instances == null) {
            return EmulatedInstance.standard(new SecureRandom());
        }
        InstancesReader.ApiUrlRules rules = new InstancesReader.ApiUrlRules("http://localhost:" + port, true);
        return switch (InstancesReader.read(instances, System.getenv(), rules)) {
            case InstancesRead.Good good ->
                good.instances().values().stream().map(EmulatorCommand::played).toList();
            case InstancesRead.Bad bad -> throw new ConfigurationException(bad.problems());
        };
    }

    private static EmulatedInstance played(Instance instance) {
        Duration delay = Objects.requireNonNullElse(instance.delay(), EmulatedInstance.NEW_INSTANCE_DELAY);
        return new EmulatedInstance(instance.id(), instance.token(), instance.messenger()).withDelay(delay);
    }

    private static Emulator start(EmulatorSettings settings, Scheduler time) throws StartException {
        try {
            return Emulator.start(settings, time, InstantSource.system(), new SecureRandom());
        } catch (ChannelBindException taken) {
            throw new StartException("Port " + settings.port() + " of " + settings.host()
                    + " cannot be opened; is something else on it? Another one: --port N");
        }
    }

    /* A token from the file may be a real one, so it is not printed. The tokens made here are valid nowhere else. */
    private void print(Emulator emulator) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("GREEN-API is played at " + emulator.url());
        out.println("The judge's report:     " + emulator.url() + "/_emulator/report");
        for (EmulatedInstance instance : emulator.instances()) {
            String messenger = instance.messenger().name().toLowerCase(Locale.ROOT);
            String token = instances == null ? instance.token().reveal() : "as in " + instances;
            out.printf("  %-12s %-9s token %s%n", instance.id(), messenger, token);
        }
        out.println("It stays up until Ctrl-C.");
        out.flush();
    }

    /*
     * A JVM that a signal ends reports 143, whatever main returns. The hook therefore ends the JVM with its own exit
     * code.
     */
    private static void untilASignal(CountDownLatch failed) throws InterruptedException {
        Thread hook = WorkerThreads.shutdownHook(() -> Runtime.getRuntime().halt(0));
        Runtime.getRuntime().addShutdownHook(hook);
        failed.await();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
