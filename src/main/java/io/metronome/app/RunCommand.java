package io.metronome.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code metronome run}: the worker, until somebody stops it. */
@Command(name = "run", description = "Sends what stands in the commands topic, until it is stopped.")
final class RunCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws ConfigurationException, StartException {
        ConfigOption.Everything everything = config.everything();
        Logs.apply(everything.settings().log());
        try (Worker worker = Worker.start(everything.settings(), everything.instances())) {
            return untilTheEnd(worker);
        }
    }

    /* A JVM that a signal ends reports 143, whatever main returns; so the hook ends it, with the code of its own. */
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
