package io.metronome.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The {@link EmbeddedBroker} in a process of its own, which can be frozen as a whole: a Kafka that takes connections and
 * answers nothing. The process ends with the one that started it. Safe to use from one thread at a time.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final String HERE = "brokers at ";
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts so many brokers, and returns when they take requests. */
    public static BrokerProcess start(int brokers) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        Integer.toString(brokers))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = process.inputReader(UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(HERE)) {
                return new BrokerProcess(process, line.substring(HERE.length()));
            }
        }
        throw new IOException("the broker's process ended before it took requests");
    }

    /** The address that clients connect to first. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** From here on Kafka says nothing, though its ports are open. */
    public void freeze() {
        Signals.freeze(process);
    }

    /** Lets the process go on as if no time had passed. */
    public void thaw() {
        Signals.thaw(process);
    }

    @Override
    public void close() {
        thaw();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The process: how many brokers is its argument; it runs until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        try (EmbeddedBroker cluster = EmbeddedBroker.start(Integer.parseInt(arguments[0]))) {
            out.println(HERE + cluster.bootstrapServers());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
