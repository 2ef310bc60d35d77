package io.metronome.app;

import io.metronome.config.Settings;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code metronome run}: runs the worker until it is stopped. */
@Command(name = "run", description = "Sends what stands in the commands topic, until it is stopped.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final int FAILED = 1;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws ConfigurationException, StartException {
        ConfigOption.Everything everything = config.everything();
        Logs.apply(everything.settings().log());
        try (Worker worker = Worker.start(everything.settings(), everything.instances())) {
            greet(everything.settings(), worker.port());
            return untilTheEnd(worker);
        }
    }

    private static void greet(Settings settings, int port) {
        LOG.info(
                "metronome {} reads {} in the group {}; its pages are on port {}",
                Version.number(),
                settings.topics().commands(),
                settings.kafka().groupId(),
                port);
    }

    /*
     * A JVM that a signal ends reports 143, whatever main returns. The hook therefore ends the JVM with its own exit
     * code.
     */
    private static int untilTheEnd(Worker worker) {
        Thread hook = new Thread(
                () -> {
                    worker.stop();
                    Runtime.getRuntime().halt(code(worker));
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = code(worker);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            return code;
        }
        return code;
    }

    private static int code(Worker worker) {
        return worker.awaitEnd() ? 0 : FAILED;
    }
}
