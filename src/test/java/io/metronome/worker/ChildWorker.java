package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.sandbox.Signals;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A worker in a process of its own: {@code target/metronome} when Maven has just built it, else the same classes that
 * this test has.
 */
final class ChildWorker implements AutoCloseable {
    private static final List<String> FLAGS =
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseG1GC");
    /* What the build wants beside those: short runs leave out the JVM's second compiler. */
    private static final String HEAP = "-Xmx256m";
    private static final String MORE_FLAGS = System.getProperty("metronome.worker.flags", "");

    private static final Pattern PAGES = Pattern.compile("its pages are on port (\\d+)");

    private final Process process;
    private final Path out;
    private final Path err;

    private ChildWorker(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code metronome} with those arguments; what it prints goes to files in that folder. */
    static ChildWorker start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    /** Starts {@code metronome} with those variables in its environment. */
    static ChildWorker start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        String options = environment.getOrDefault("JAVA_OPTS", HEAP + " " + MORE_FLAGS);
        List<String> line = new ArrayList<>(program(options));
        line.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "child-", ".out");
        Path err = Files.createTempFile(folder, "child-", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("METRONOME_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", options);
        // The default would need a larger heap.
        builder.environment().put("METRONOME_INTAKE_MAX_PENDING_BYTES", "32MB");
        builder.environment().putAll(environment);
        return new ChildWorker(builder.start(), out, err);
    }

    /** Kills it with SIGKILL, as the kernel does when memory is short. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it with SIGTERM, as an orchestrator does. Returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** Waits for it to end by itself. Answers the exit code. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** SIGSTOP: it stands still between two instructions. */
    void freeze() {
        Signals.freeze(process);
    }

    /** SIGCONT: it goes on as if no time had passed. */
    void thaw() {
        Signals.thaw(process);
    }

    /** Leaves on its heap what is in use. */
    void collectGarbage() throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        ProcessBuilder builder = new ProcessBuilder(tool, Long.toString(process.pid()), "GC.run");
        int code =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        assertThat(code).as("jcmd GC.run").isZero();
    }

    /** The address of its pages, once it has logged it. */
    String url() {
        return await().atMost(WorkerBench.PATIENCE).until(this::pages, url -> !url.isEmpty());
    }

    private String pages() throws IOException {
        assertThat(isAlive()).as(err()).isTrue();
        Matcher said = PAGES.matcher(err());
        return said.find() ? "http://127.0.0.1:" + said.group(1) : "";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** @param options of the JVM; the launcher takes them from its environment */
    private static List<String> program(String options) {
        Path launcher = Path.of(System.getProperty("metronome.launcher", ""));
        if (Files.isExecutable(launcher) && Files.isRegularFile(launcher)) {
            return List.of(launcher.toString());
        }
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(FLAGS);
        line.addAll(Stream.of(options.split(" ", -1))
                .filter(option -> !option.isEmpty())
                .toList());
        line.addAll(List.of("-classpath", classPath(), "io.metronome.app.Main"));
        return line;
    }

    /* Without the tests' own: their logback-test.xml would be taken for the product's. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
