package io.metronome.delivery;

import java.time.Duration;

/** One call in a process of its own, whose JVM trusts whom its flags say. Prints the answer's kind, and whether bytes left. */
final class OneCall {
    private OneCall() {}

    public static void main(String[] args) {
        try (HttpApi api = Calls.api(1, Duration.ofSeconds(30))) {
            Calls.Told told = Calls.call(api, args[0], "{}");
            System.out.println(
                    told.answer().getClass().getSimpleName() + (told.written() ? ", written" : ", not written"));
        }
    }
}
