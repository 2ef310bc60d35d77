package io.metronome.sandbox;

import java.util.List;

/** The lines that a newcomer reads before and after the campaign. */
final class Introduction {
    private Introduction() {}

    static List<String> lines(String worker, String api, String bootstrapServers, Debugging debugging) {
        return List.of(
                "",
                "  the worker      " + worker + "/  with /metrics, /livez and /readyz",
                "  the API         " + api + "/_emulator/report  (an emulator: nothing leaves this machine)",
                "  Kafka           " + bootstrapServers,
                "  configuration   " + SandboxFiles.CONFIG,
                "  log             " + SandboxFiles.LOG,
                "  debugger        " + debugger(debugging),
                "",
                "Nine instances send at once, each at its own pace: one message in 500 ms. 1101000001 has twenty to send;",
                "nobody else waits for it. Each line below is one reply, read back from Kafka: when it came, whose it is,",
                "what became of it, and the message's id or the reason why there is none. It takes a quarter of a minute.",
                "");
    }

    private static String debugger(Debugging debugging) {
        return switch (debugging) {
            case OFF -> "none (-Ddebug lets one connect)";
            case ON -> Debugging.ADDRESS + "  (a pause of up to " + debugging.lease() + " costs the worker nothing)";
        };
    }

    static List<String> farewell() {
        return List.of(
                "",
                "The sandbox stays up until Ctrl-C. Try, in another terminal (./mvnw package builds target/metronome):",
                "  target/metronome send sendTextStatus --config " + SandboxFiles.CONFIG
                        + " --instance 1101000001 --body '{\"message\":\"Hello\"}' --wait",
                "");
    }
}
