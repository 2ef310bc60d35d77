package io.metronome.sandbox;

import java.util.List;

/** What a newcomer needs to know before and after the campaign. */
final class Introduction {
    private Introduction() {}

    static List<String> lines(String worker, String api, String bootstrapServers) {
        return List.of(
                "",
                "  the board       " + worker + "/",
                "  the worker      " + worker + "/metrics  /livez  /readyz",
                "  the API         " + api + "/_emulator/report",
                "  Kafka           " + bootstrapServers,
                "  configuration   " + SandboxFiles.CONFIG,
                "  log             " + SandboxFiles.LOG,
                "",
                "Seven shops send at once, each at the pace of its own instance: one message in 500 ms. Shop 1101000001",
                "has twenty to send; nobody else waits for it. Each line below is one reply, read back from Kafka.",
                "");
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
