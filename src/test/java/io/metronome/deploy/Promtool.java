package io.metronome.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus's own tool, where it is installed: {@code apt-get install prometheus} brings it on Debian. */
public final class Promtool {
    private Promtool() {}

    /** A program's exit code and the text of both of its outputs. */
    public record Said(int code, String text) {}

    /** Skips the test that asks where there is no promtool, and says how to get it. */
    public static void assumeInstalled() {
        assumeTrue(isInstalled(), "promtool is not installed, so nothing was checked: apt-get install prometheus");
    }

    /** Runs promtool; the test that asks is skipped where promtool is not installed. */
    public static Said ask(Path input, String... arguments) throws IOException, InterruptedException {
        assumeInstalled();
        return run(
                input.toFile(),
                Stream.concat(Stream.of("promtool"), Arrays.stream(arguments)).toList());
    }

    /** Runs a program of the checkout. */
    static Said run(File input, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(input)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), text);
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }
}
