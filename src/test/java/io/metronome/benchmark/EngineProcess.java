package io.metronome.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An engine's process, and what it costs. */
final class EngineProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    /** Heap for each engine, and G1 as the launcher of metronome sets it. */
    static final String HEAP = "-Xmx2g";

    private final Process process;
    private final File log;

    private EngineProcess(Process process, File log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program. What it prints goes to a file in the folder. */
    static EngineProcess start(List<String> line, Map<String, String> environment, Path folder) throws IOException {
        File log = folder.resolve("engine.log").toFile();
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().keySet().removeIf(name -> name.startsWith("METRONOME_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "benchmark-engine-stop"));
        return new EngineProcess(process, log);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Where to look when it failed. */
    File log() {
        return log;
    }

    /** CPU time of all its threads since its start, of the compiler's and the collector's too. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Kills it with SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it with SIGTERM, and kills it when it takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
