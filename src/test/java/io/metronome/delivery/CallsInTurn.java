package io.metronome.delivery;

import java.time.Duration;

/**
 * Calls in a process of its own, whose JVM trusts whom its flags say: one for each URL. Prints a line for each: the
 * answer's kind, and whether bytes left.
 */
final class CallsInTurn {
    private CallsInTurn() {}

    public static void main(String[] urls) {
        try (HttpApi api = Calls.api(1, Duration.ofSeconds(30))) {
            for (String url : urls) {
                Calls.Told told = Calls.call(api, url, "{}");
                System.out.println(
                        told.answer().getClass().getSimpleName() + (told.written() ? ", written" : ", not written"));
            }
        }
    }
}
