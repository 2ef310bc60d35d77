package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.EmulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Calls an emulator that nobody looks at, once in the life of this JVM. Loading the emulator's classes takes so long
 * that its first calls would be noted hundreds of milliseconds after they came, and the next ones would look early.
 */
final class Rehearsal {
    private static final int CALLS = 40;
    private static boolean held;

    private Rehearsal() {}

    static synchronized void hold() throws IOException, InterruptedException {
        if (!held) {
            held = true;
            Scheduler time = Schedulers.newSingle("rehearsal", true);
            EmulatedInstance instance = Accounts.whatsapp(1).getFirst();
            EmulatorSettings settings = EmulatorSettings.of(List.of(instance));
            try (Emulator emulator = Emulator.start(settings, time, InstantSource.system(), new Random())) {
                call(emulator.url() + "/waInstance" + instance.id() + "/sendTextStatus/"
                        + instance.token().reveal());
            }
            time.dispose();
        }
    }

    private static void call(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < CALLS; i++) {
                byte[] body = ("{\"message\":\"rehearsal " + i + "\"}").getBytes(UTF_8);
                HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
                client.send(request, HttpResponse.BodyHandlers.discarding());
            }
        }
    }
}
