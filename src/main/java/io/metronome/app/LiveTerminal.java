package io.metronome.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A terminal whose page is drawn again and again. It uses the codes that every terminal knows, and {@code stty}, where
 * there is one, so that a key counts without Enter. What stood on the screen before comes back at the end.
 */
final class LiveTerminal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTerminal.class);
    private static final File TERMINAL = new File("/dev/tty");
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;
    private static final long BETWEEN_KEYS_MILLIS = 50;

    private static final String OTHER_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String FIRST_SCREEN = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private final PrintWriter out;
    private final InputStream keys;
    private final @Nullable String before;
    private final Thread hook;

    /** A size in characters. */
    record TerminalSize(int rows, int columns) {}

    LiveTerminal(PrintWriter out, InputStream keys) {
        this.out = out;
        this.keys = keys;
        this.before = stty("-g");
        stty("-icanon", "-echo");
        out.print(OTHER_SCREEN);
        out.flush();
        /* A JVM that a signal ends reports 130, whatever main returns. Ctrl-C is the usual end here. */
        hook = WorkerThreads.shutdownHook(() -> {
            restore();
            Runtime.getRuntime().halt(0);
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Its size now, or the usual one where nobody knows it. */
    TerminalSize size() {
        return size(stty("size"));
    }

    /** The answer of {@code stty size}: rows and columns. */
    static TerminalSize size(@Nullable String said) {
        if (said == null || !said.matches("[1-9]\\d{0,3} [1-9]\\d{0,3}")) {
            return new TerminalSize(ROWS, COLUMNS);
        }
        int space = said.indexOf(' ');
        return new TerminalSize(
                Integer.parseInt(said.substring(0, space)), Integer.parseInt(said.substring(space + 1)));
    }

    void draw(List<String> lines) {
        out.print(page(lines));
        out.flush();
    }

    /** The page over the one before, without flicker. */
    static String page(List<String> lines) {
        return HOME + String.join(REST_OF_LINE + "\r\n", lines) + REST_OF_LINE + REST_OF_SCREEN;
    }

    /** Waits so long; true as soon as somebody presses q. */
    boolean quits(Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            while (keys.available() > 0) {
                if (Character.toLowerCase(keys.read()) == 'q') {
                    return true;
                }
            }
            boolean unused = new CountDownLatch(1).await(BETWEEN_KEYS_MILLIS, MILLISECONDS);
        }
        return false;
    }

    @Override
    public void close() {
        restore();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void restore() {
        out.print(FIRST_SCREEN);
        out.flush();
        if (before != null) {
            stty(before);
        }
    }

    /* Null where there is no stty, or no terminal. Then a key counts with Enter. */
    private static @Nullable String stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
            return process.waitFor() == 0 ? said : null;
        } catch (IOException none) {
            LOG.debug("There is no stty", none);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
