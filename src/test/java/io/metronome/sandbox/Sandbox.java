package io.metronome.sandbox;

import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Everything on one machine: {@code ./mvnw -Psandbox} shows a campaign and stays up until Ctrl-C,
 * {@code ./mvnw -Psandbox -Donce} ends by itself, with exit code 0 when every command has its reply. With {@code -Ddebug}
 * a debugger can connect.
 */
public final class Sandbox {
    private static final Duration SHUTDOWN = Duration.ofSeconds(25);

    private Sandbox() {}

    public static void main(String[] args) {
        // Before the first logger: the console is for the campaign, what the parts have to say goes to a file.
        System.setProperty("logback.configurationFile", "sandbox-logback.xml");
        boolean once = !"no".equals(System.getProperty("once", "no"));
        CountDownLatch closed = new CountDownLatch(1);
        SandboxRun show = new SandboxRun(new Screen(System.out, Screen.isTerminal()), once, Debugging.asked());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> waitFor(show, closed), "sandbox-stop"));
        if (System.getProperty("ends-with-parent") != null) {
            ProcessHandle.current().parent().ifPresent(parent -> whenGone(parent, show::stop));
        }
        int code = run(show);
        closed.countDown();
        System.exit(code);
    }

    /** Runs an action when Maven ends: a signal to Maven is meant for this process too, and only Ctrl-C in a terminal reaches it. */
    static void whenGone(ProcessHandle parent, Runnable then) {
        CompletableFuture<Void> unused = parent.onExit().thenRun(then);
    }

    private static int run(SandboxRun show) {
        try {
            Files.createDirectories(SandboxFiles.FOLDER);
            return show.play() ? 0 : 1;
        } catch (Exception e) {
            LoggerFactory.getLogger(Sandbox.class).error("the sandbox failed", e);
            System.err.println("The sandbox failed: " + e.getMessage() + " (more in " + SandboxFiles.LOG + ")");
            return 1;
        }
    }

    /** On Ctrl-C the main thread closes what it opened; the JVM must not end before that. */
    private static void waitFor(SandboxRun show, CountDownLatch closed) {
        show.stop();
        try {
            if (!closed.await(SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("The sandbox did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
