package io.metronome.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;

/** What a test can do to its client through the emulator, over a real socket. */
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
        emulator.state(WHATSAPP, InstanceState.AUTHORIZED);
        assertThat(emulator.state(WHATSAPP)).isEqualTo(InstanceState.AUTHORIZED);
    }

    @Test
    void holdsManyAnswersBackAtOnce() {
        emulator.close();
        EmulatorSettings late = settings.withAnswerDelay(Duration.ofMillis(200));
        emulator = Emulator.start(late, Schedulers.parallel(), InstantSource.system(), new Random(2));
        long begin = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 40)
                .mapToObj(i ->
                        client.sendAsync(request("POST", url(WHATSAPP, "sendContact"), "{}"), BodyHandlers.ofString()))
                .toList();
        answers.forEach(CompletableFuture::join);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofSeconds(7));
    }
}
