package io.metronome.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops a process between two instructions with SIGSTOP, and lets it go on with SIGCONT. */
public final class Signals {
    private Signals() {}

    /** SIGSTOP: from here on not one of its threads runs. */
    public static void freeze(Process process) {
        send("-STOP", process);
    }

    /** SIGCONT: it goes on as if no time had passed. */
    public static void thaw(Process process) {
        send("-CONT", process);
    }

    private static void send(String signal, Process process) {
        try {
            int code = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
