package io.metronome.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Messenger;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** The emulator over a real socket. */
class EmulatorTest {
    private static final String WHATSAPP = "1101000001";
    private static final String MAX = "3100000001";

    private final EmulatorSettings settings = EmulatorSettings.of(EmulatedInstance.standard(new Random(1)));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Emulator emulator = start(settings);

    @AfterEach
    void stop() {
        emulator.close();
        client.close();
    }

    @Test
    void playsTenWhatsappAndThreeMaxInstances() throws Exception {
        assertThat(emulator.instances())
                .hasSize(13)
                .extracting(EmulatedInstance::token)
                .doesNotHaveDuplicates();
        for (EmulatedInstance each : emulator.instances()) {
            assertThat(get(each.id(), "getStateInstance").body()).isEqualTo("{\"stateInstance\":\"authorized\"}");
        }
    }

    @Test
    void takesEveryMethodOfTheCatalogue() throws Exception {
        String name = "\"contact\":{\"phoneContact\":79991234567,\"firstName\":\"A\"}";
        assertThat(post(WHATSAPP, "sendTyping", "{\"chatId\":\"7@c.us\"}").body())
                .startsWith("{\"idMessage\":\"3EB0");
        assertThat(post(WHATSAPP, "sendContact", "{\"chatId\":\"7@c.us\"," + name + "}")
                        .body())
                .contains("3EB0");
        assertThat(post(WHATSAPP, "sendTextStatus", status(1)).body()).contains("3EB0");
        assertThat(post(WHATSAPP, "sendVoiceStatus", "{\"urlFile\":\"http://a/b\",\"fileName\":\"b.wav\"}")
                        .body())
                .contains("3EB0");
        assertThat(post(MAX, "sendTyping", "{\"chatId\":\"7\",\"typingTime\":1000}")
                        .body())
                .matches("\\{\"idMessage\":\"\\d+\"}");
        assertThat(post(MAX, "sendContact", "{\"chatId\":\"7\",\"contact\":{\"chatId\":\"8\"}}")
                        .body())
                .contains("idMessage");
        assertThat(post(MAX, "setSettings", "{\"incomingWebhook\":\"yes\"}").body())
                .isEqualTo("{\"saveSettings\":true}");
        assertThat(emulator.report().callsByMethod())
                .containsEntry("sendTyping", 2L)
                .containsEntry("setSettings", 1L);
    }

    @Test
    void answersTheAskingMethods() throws Exception {
        assertThat(get(WHATSAPP, "getSettings").body()).contains("\"typeInstance\":\"whatsapp\"", "Milliseconds\":500");
        assertThat(get(WHATSAPP, "getWaSettings").body()).contains("\"stateInstance\":\"authorized\"");
        assertThat(get(MAX, "getAccountSettings").body()).contains("\"chatId\":\"3100000001\"");
        assertThat(get(WHATSAPP, "showMessagesQueue").body()).isEqualTo("[]");
        assertThat(get(WHATSAPP, "getMessagesCount").body()).isEqualTo("{\"count\":0}");
        assertThat(get(WHATSAPP, "clearMessagesQueue").body()).isEqualTo("{\"isCleared\":true}");
        assertThat(get(WHATSAPP, "getOutgoingStatuses").body()).isEqualTo("[]");
        assertThat(get(WHATSAPP, "getStatusStatistic").body()).contains("'idMessage' is required");
        assertThat(post(WHATSAPP, "deleteStatus", "{\"idMessage\":\"3EB0\"}").body())
                .contains("ID message notfound");
        assertThat(get(MAX, "reboot").body()).isEqualTo("{\"isReboot\":true}");
        assertThat(emulator.state(MAX)).isEqualTo(InstanceState.STARTING);
    }

    @Test
    void showsWhatBecameOfStatuses() throws Exception {
        restart(settings.withRestartTime(Duration.ZERO));
        post(WHATSAPP, "setSettings", "{\"outgoingWebhook\":\"yes\"}");
        post(WHATSAPP, "sendTextStatus", "{\"message\":\"hi\",\"participants\":[\"7@c.us\"]}");
        String id = emulator.journal(WHATSAPP).getFirst().idMessage();

        assertThat(get(WHATSAPP, "getOutgoingStatuses").body())
                .contains("\"idMessage\":\"" + id + "\"", "\"statusMessage\":\"sent\"", "\"textMessage\":\"hi\"");
        assertThat(send("GET", url(WHATSAPP, "getStatusStatistic") + "?idMessage=" + id, "")
                        .body())
                .contains("\"participant\":\"7@c.us\"");
        assertThat(post(WHATSAPP, "deleteStatus", "{\"idMessage\":\"" + id + "\"}")
                        .body())
                .isEmpty();
        assertThat(emulator.journal(WHATSAPP)).isEmpty();
    }

    @Test
    void showsStrangersTheProxysPages() throws Exception {
        assertThat(send("POST", emulator.url() + "/waInstance1/sendTyping/x", "")
                        .body())
                .contains("403 Forbidden");
        HttpResponse<String> unknown = post(WHATSAPP, "sendNothing", "{}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("content-type")).hasValue("text/html");
        HttpResponse<String> wrong =
                send("POST", emulator.url() + "/waInstance" + WHATSAPP + "/sendTextStatus/wrong", status(1));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEmpty();
        assertThat(wrong.headers().firstValue("x-ratelimit-remaining")).hasValue("4");
    }

    @Test
    void refusesABodyThatIsTooLong() throws Exception {
        HttpResponse<String> answer = post(WHATSAPP, "sendTextStatus", "x".repeat(3_000_000));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("request entity too large");
    }

    @Test
    void catchesAnEarlyCallAndARepeatedBody() throws Exception {
        post(WHATSAPP, "sendTextStatus", status(1));
        post(WHATSAPP, "sendTextStatus", status(1));
        String report = control("GET", "report", "").body();

        assertThat(report).contains("\"earlyCalls\":1", "\"requiredMillis\":500.0", "\"repeatedAccepted\":1");
        assertThat(emulator.report().early()).singleElement().satisfies(early -> {
            assertThat(early.idInstance()).isEqualTo(WHATSAPP);
            assertThat(early.gapMillis() + early.shortByMillis()).isEqualTo(500);
        });
    }

    @Test
    void doesNotAccuseAnHonestClient() throws Exception {
        restart(EmulatorSettings.of(settings.instances().stream()
                        .map(each -> each.withDelay(Duration.ofMillis(20)))
                        .toList())
                .withTolerance(Duration.ofSeconds(2)));
        for (int i = 0; i < 5; i++) {
            long before = System.nanoTime();
            post(WHATSAPP, "sendTextStatus", status(i));
            await().pollInterval(Duration.ofMillis(1))
                    .until(() ->
                            System.nanoTime() - before > Duration.ofMillis(25).toNanos());
        }

        Report report = emulator.report();
        assertThat(report.earlyCalls()).isZero();
        assertThat(report.repeatedBodies()).isZero();
        assertThat(report.instances()).singleElement().satisfies(each -> {
            assertThat(each.pace().calls()).isEqualTo(5);
            assertThat(each.pace().meanGapMillis()).isGreaterThan(20);
        });
    }

    @Test
    void listsCallsInTheOrderOfArrival() throws Exception {
        for (int i = 0; i < 6; i++) {
            post(WHATSAPP, "sendTextStatus", status(i));
        }

        assertThat(emulator.calls(WHATSAPP)).extracting(Call::body).containsExactlyElementsOf(statuses(6));
        assertThat(emulator.calls(WHATSAPP)).extracting(Call::status).containsExactly(200, 200, 200, 200, 200, 429);
        assertThat(control("GET", "calls?idInstance=" + WHATSAPP, "").body())
                .contains("\"method\":\"sendTextStatus\"", "\"status\":429", "\"arrivedAt\":\"");
        assertThat(control("GET", "calls?idInstance=" + MAX, "").body()).isEqualTo("[]");
    }

    @Test
    void failsAsOftenAsItIsTold() throws Exception {
        String fault = "{\"method\":\"SENDTEXTSTATUS\",\"idInstance\":\"" + WHATSAPP
                + "\",\"status\":502,\"body\":\"<html>\",\"times\":2,\"headers\":{\"Retry-After\":\"7\"}}";
        assertThat(control("POST", "faults", fault).body()).isEqualTo("{\"callsLeft\":2}");

        HttpResponse<String> failed = post(WHATSAPP, "sendTextStatus", status(1));
        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(failed.body()).isEqualTo("<html>");
        assertThat(failed.headers().firstValue("retry-after")).hasValue("7");
        assertThat(get(WHATSAPP, "getSettings").statusCode()).isEqualTo(200);
        assertThat(post(WHATSAPP, "sendTextStatus", status(1)).statusCode()).isEqualTo(502);
        assertThat(post(WHATSAPP, "sendTextStatus", status(1)).statusCode()).isEqualTo(200);
        assertThat(emulator.report().instances().getFirst().pace().calls()).isEqualTo(1);
    }

    @Test
    void cutsTheConnectionAfterTheCallTookEffect() {
        emulator.fault(Fault.cutting(Cut.BEFORE_ANSWER).on("sendTextStatus"));

        assertThatThrownBy(() -> post(WHATSAPP, "sendTextStatus", status(1))).isInstanceOf(IOException.class);
        assertThat(emulator.journal(WHATSAPP)).hasSize(1);
        assertThat(emulator.calls(WHATSAPP))
                .singleElement()
                .extracting(Call::cut)
                .isEqualTo(Cut.BEFORE_ANSWER);
    }

    @Test
    void cutsTheConnectionBeforeTheCallTookEffect() throws Exception {
        control("POST", "faults", "{\"cut\":\"before-request\"}");

        assertThatThrownBy(() -> post(WHATSAPP, "sendTextStatus", status(1))).isInstanceOf(IOException.class);
        assertThat(emulator.journal(WHATSAPP)).isEmpty();
        assertThat(post(WHATSAPP, "sendTextStatus", status(1)).statusCode()).isEqualTo(200);
        assertThat(emulator.report().repeatedBodies()).isZero();
    }

    @Test
    void explainsMistakesInItsControl() throws Exception {
        assertThat(control("POST", "faults", "{\"cut\":\"sometimes\"}").body()).contains("'cut' must be one of");
        assertThat(control("POST", "faults", "{\"delay\":\"2 s\"}").body()).contains("'delay' must be a duration");
        assertThat(control("POST", "faults", "{").statusCode()).isEqualTo(400);
        assertThat(control("POST", "instances/1", "{}").statusCode()).isEqualTo(404);
        assertThat(control("POST", "instances/" + WHATSAPP, "{\"state\":\"asleep\"}")
                        .body())
                .contains("'state' must be");
        assertThat(control("GET", "nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void takesStatesFromItsControl() throws Exception {
        assertThat(control("POST", "instances/" + WHATSAPP, "{\"state\":\"notAuthorized\"}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(get(WHATSAPP, "getStateInstance").body()).contains("notAuthorized");
        emulator.state(WHATSAPP, InstanceState.AUTHORIZED);
        assertThat(emulator.state(WHATSAPP)).isEqualTo(InstanceState.AUTHORIZED);
    }

    @Test
    void holdsManyAnswersBackAtOnce() {
        restart(settings.withAnswerDelay(Duration.ofMillis(200)));
        long begin = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 40)
                .mapToObj(i ->
                        client.sendAsync(request("POST", url(WHATSAPP, "sendContact"), "{}"), BodyHandlers.ofString()))
                .toList();
        answers.forEach(CompletableFuture::join);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofSeconds(7));
    }

    private void restart(EmulatorSettings other) {
        emulator.close();
        emulator = start(other);
    }

    private static Emulator start(EmulatorSettings settings) {
        return Emulator.start(settings, Schedulers.parallel(), InstantSource.system(), new Random(2));
    }

    private HttpResponse<String> post(String id, String method, String body) throws Exception {
        return send("POST", url(id, method), body);
    }

    private HttpResponse<String> get(String id, String method) throws Exception {
        return send("GET", url(id, method), "");
    }

    private HttpResponse<String> control(String verb, String path, String body) throws Exception {
        return send(verb, emulator.url() + "/_emulator/" + path, body);
    }

    private HttpResponse<String> send(String verb, String url, String body) throws Exception {
        return client.send(request(verb, url, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(String verb, String url, String body) {
        return HttpRequest.newBuilder(java.net.URI.create(url))
                .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private String url(String id, String method) {
        EmulatedInstance instance = emulator.instances().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        String prefix = instance.messenger() == Messenger.MAX ? "/v3" : "";
        String path = prefix + "/waInstance" + id + "/" + method + "/";
        return emulator.url() + path + instance.token().reveal();
    }

    private static String status(int number) {
        return "{\"message\":\"" + number + "\"}";
    }

    private static List<String> statuses(int count) {
        return IntStream.range(0, count).mapToObj(EmulatorTest::status).toList();
    }
}
