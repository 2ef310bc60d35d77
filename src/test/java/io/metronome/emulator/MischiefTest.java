package io.metronome.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;

/** The faults and states that a test can give its client through the emulator, over a real socket. */
class MischiefTest extends LiveEmulator {
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
                .extracting(RecordedCall::cut)
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
    void breaksTheAnswerOffAfterTheCallTookEffect() throws Exception {
        control("POST", "faults", "{\"cut\":\"within-answer\"}");

        assertThatThrownBy(() -> post(WHATSAPP, "sendTextStatus", status(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("content-length");
        assertThat(emulator.journal(WHATSAPP)).hasSize(1);
    }

    @Test
    void letsAnAnswerDrip() throws Exception {
        restartInRealTime(settings);
        control("POST", "faults", "{\"drip\":\"10ms\"}");
        long begin = System.nanoTime();

        assertThat(post(WHATSAPP, "sendTextStatus", status(1)).body()).startsWith("{\"idMessage\":");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void dressesAnAnswerThatHasItsEffect() throws Exception {
        control("POST", "faults", "{\"headers\":{\"Content-Type\":\"text/html\",\"X-RateLimit-Remaining\":\"0\"}}");
        HttpResponse<String> answer = post(WHATSAPP, "sendTextStatus", status(1));

        assertThat(answer.body()).startsWith("{\"idMessage\":");
        assertThat(answer.headers().allValues("content-type")).containsExactly("text/html");
        assertThat(answer.headers().allValues("x-ratelimit-remaining")).containsExactly("0");
    }

    @Test
    void writesABodyInTheCharsetOfItsContentType() throws Exception {
        emulator.fault(Fault.answering(400, "Ошибка").withHeader("content-type", "text/plain; charset=windows-1251"));
        HttpResponse<byte[]> answer =
                client.send(request("POST", url(WHATSAPP, "sendTextStatus"), "{}"), BodyHandlers.ofByteArray());

        assertThat(answer.body()).isEqualTo("Ошибка".getBytes(Charset.forName("windows-1251")));
    }

    @Test
    void takesNullForAbsentInAFault() throws Exception {
        String fault = "{\"method\":null,\"idInstance\":null,\"status\":503,\"body\":null,\"times\":null,"
                + "\"delay\":null,\"cut\":null,\"headers\":null}";

        assertThat(control("POST", "faults", fault).body()).isEqualTo("{\"callsLeft\":1}");
        assertThat(get(MAX, "getSettings").body()).isEqualTo("Service Unavailable");
        assertThat(control("DELETE", "faults", "").body()).isEqualTo("{\"callsLeft\":0}");
    }

    @Test
    void saysThatItsPortIsTaken() {
        assertThatThrownBy(() -> start(settings.withPort(emulator.port()))).isInstanceOf(ChannelBindException.class);
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
        emulator.state(WHATSAPP, AccountState.AUTHORIZED);
        assertThat(emulator.state(WHATSAPP)).isEqualTo(AccountState.AUTHORIZED);
    }

    @Test
    void suspendsAndShowsWhatLeftTheQueue() throws Exception {
        post(MAX, "sendTyping", "{\"chatId\":\"1\",\"typingTime\":1000}");
        assertThat(control("GET", "journal?idInstance=" + MAX, "").body())
                .contains("\"method\":\"sendTyping\"", "\"body\":\"{\\\"chatId", "\"at\":\"2");
        assertThat(control("GET", "journal?idInstance=17", "").statusCode()).isEqualTo(404);
        control("POST", "instances/" + MAX, "{\"state\":\"suspended\",\"for\":\"90s\",\"contacts\":[\"5\"]}");
        assertThat(get(MAX, "getAccountSettings").body()).contains("\"suspendedUntil\":1");
        assertThat(post(MAX, "sendTyping", "{\"chatId\":\"1\",\"typingTime\":1000}")
                        .statusCode())
                .isEqualTo(403);
        time.advanceTimeBy(Duration.ofSeconds(90));
        assertThat(post(MAX, "sendContact", "{\"chatId\":\"1\",\"contact\":{\"chatId\":\"6\"}}")
                        .body())
                .contains("Contact 6 not found");
    }

    @Test
    void holdsManyAnswersBackAtOnce() {
        restartInRealTime(settings.withAnswerDelay(Duration.ofMillis(200)));
        long begin = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 40)
                .mapToObj(i ->
                        client.sendAsync(request("POST", url(WHATSAPP, "sendContact"), "{}"), BodyHandlers.ofString()))
                .toList();
        answers.forEach(CompletableFuture::join);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofSeconds(7));
    }

    private void restartInRealTime(EmulatorSettings other) {
        emulator.close();
        emulator = Emulator.start(other, Schedulers.parallel(), InstantSource.system(), new Random(2));
    }
}
