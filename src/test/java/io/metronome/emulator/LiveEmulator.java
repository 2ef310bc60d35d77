package io.metronome.emulator;

import io.metronome.command.Messenger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import reactor.test.scheduler.VirtualTimeScheduler;

/** An emulator with the standard instances on a port of its own, in a time that stands still, and a client. */
abstract class LiveEmulator {
    static final String WHATSAPP = "1101000001";
    static final String MAX = "3100000001";

    final EmulatorSettings settings = EmulatorSettings.of(EmulatedInstance.standard(new Random(1)));
    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Emulator emulator = start(settings);

    @AfterEach
    void stop() {
        emulator.close();
        client.close();
    }

    void restart(EmulatorSettings other) {
        emulator.close();
        emulator = start(other);
    }

    Emulator start(EmulatorSettings other) {
        return Emulator.start(other, time, InstantSource.system(), new Random(2));
    }

    HttpResponse<String> post(String id, String method, String body) throws Exception {
        return send("POST", url(id, method), body);
    }

    HttpResponse<String> get(String id, String method) throws Exception {
        return send("GET", url(id, method), "");
    }

    HttpResponse<String> control(String verb, String path, String body) throws Exception {
        return send(verb, emulator.url() + "/_emulator/" + path, body);
    }

    HttpResponse<String> send(String verb, String url, String body) throws Exception {
        return client.send(request(verb, url, body), BodyHandlers.ofString());
    }

    static HttpRequest request(String verb, String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    String url(String id, String method) {
        EmulatedInstance instance = emulator.instances().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        String prefix = instance.messenger() == Messenger.MAX ? "/v3" : "";
        String path = prefix + "/waInstance" + id + "/" + method + "/";
        return emulator.url() + path + instance.token().reveal();
    }

    static String status(int number) {
        return "{\"message\":\"" + number + "\"}";
    }

    static List<String> statuses(int count) {
        return IntStream.range(0, count).mapToObj(LiveEmulator::status).toList();
    }
}
