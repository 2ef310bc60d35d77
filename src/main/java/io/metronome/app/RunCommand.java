package io.metronome.app;

import io.metronome.config.Settings;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code metronome run}: runs the worker until it is stopped. */
@Command(name = "run", description = "Sends what stands in the commands topic, until it is stopped.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final int FAILED = 1;
    /* What a worker needs beside its grace: to end a poll, and to leave the group. */
    private static final Duration LEAVING = Duration.ofSeconds(15);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws ConfigurationException, StartException {
        ConfigOption.Everything everything = config.everything();
        Logs.apply(everything.settings().log());
        HeapNeed.problems(everything).forEach(LOG::warn);
        AtomicReference<Worker> running = new AtomicReference<>();
        Duration grace = everything.settings().shutdownGrace().plus(LEAVING);
        Thread hook = WorkerThreads.shutdownHook(() -> end(running.get(), grace));
        Runtime.getRuntime().addShutdownHook(hook);
        try (Worker worker = Worker.start(everything.settings(), everything.instances())) {
            running.set(worker);
            LibraryFailures.handTo(worker::failed);
            greet(everything.settings(), worker.port());
            return code(worker);
        } finally {
            remove(hook);
            LibraryFailures.reset();
        }
    }

    /*
     * A JVM that a signal ends reports 143, whatever main returns. The hook therefore ends the JVM with its own exit
     * code. A worker that still waits for Kafka has nothing to hand over. A worker that stands still is not waited for.
     */
    private static void end(@Nullable Worker worker, Duration grace) {
        if (worker != null) {
            worker.stop();
        }
        boolean isFine = worker == null || worker.awaitEnd(grace);
        Runtime.getRuntime().halt(isFine ? 0 : FAILED);
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            LOG.debug("The process is already ending", endingAlready);
        }
    }

    private static void greet(Settings settings, int port) {
        LOG.info(
                "metronome {} reads {} in the group {} and writes the ledger {}; its pages are on port {}",
                Version.number(),
                settings.topics().commands(),
                settings.kafka().groupId(),
                CheckCommand.written(settings.ledger().writeFormat()),
                port);
    }

    private static int code(Worker worker) {
        return worker.awaitEnd() ? 0 : FAILED;
    }
}
