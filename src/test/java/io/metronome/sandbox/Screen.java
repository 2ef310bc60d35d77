package io.metronome.sandbox;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The output of the sandbox for people. On a terminal the last line is alive; elsewhere there are only whole lines. */
final class Screen {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String CLEAR = "\r\u001b[2K";
    private static final int MAX_DETAIL = 100;

    /** The longest time without a new line where no line is alive. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean alive;
    private Instant lastSaid = Instant.now();

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.alive = terminal;
    }

    /** Whether standard output is a terminal. */
    // On JDK 21 the console is null where there is no terminal; the JDKs that never say null are asked below.
    @SuppressWarnings("SystemConsoleNull")
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 there is a console without a terminal, too; before, there is no such question.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    void say(String line) {
        out.println((alive ? CLEAR : "") + line);
        lastSaid = Instant.now();
    }

    /** One reply, with the command that it answers where the campaign produced it. */
    void show(LocalTime now, ReadBack reply, @Nullable Scripted command, ReplyCounts tally) {
        String outcome = reply.reason() == null ? "accepted" : "dead letter";
        String what = cut(reply.what().strip());
        String note = command == null || command.note().isEmpty() ? "" : "  <- " + command.note();
        say("%s  %2d/%d  %-10s  %-15s  %-11s  %s%s"
                .formatted(
                        TIME.format(now),
                        tally.replies().size(),
                        tally.expected(),
                        orDash(reply.instance()),
                        orDash(reply.method()),
                        outcome,
                        what,
                        note));
    }

    /** The line that is alive; elsewhere a line now and then when nothing happens. */
    void progress(ReplyCounts tally) {
        String line = "  " + tally.replies().size() + " answered, " + tally.missing() + " waiting";
        if (alive) {
            out.print(CLEAR + line);
            out.flush();
        } else if (Instant.now().isAfter(lastSaid.plus(SILENCE))) {
            say(line);
        }
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String cut(String text) {
        return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL - 3) + "...";
    }
}
