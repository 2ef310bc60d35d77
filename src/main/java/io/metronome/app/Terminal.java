package io.metronome.app;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal, if there is one. */
@SuppressWarnings("SystemConsoleNull") // JDK 21 returns null, newer ones are asked whether it is a terminal.
final class Terminal {
    private Terminal() {}

    /** Whether there is a person to ask. */
    static boolean isThere() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /* Since JDK 22 there can be a console without a terminal. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }

    /** Asks a question. True for y or yes. */
    static boolean agrees(String question) {
        Console console = System.console();
        @Nullable String answer = console == null ? null : console.readLine("%s [y/N] ", question);
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
}
