package io.metronome.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Catalogue;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The emulator over a real socket: what it answers, what its judge sees. */
class EmulatorTest extends LiveEmulator {
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
        restart(settings.withRestartTime(Duration.ZERO));
        for (Method method : Catalogue.methods()) {
            for (Messenger messenger : method.messengers()) {
                String instance = messenger == Messenger.MAX ? MAX : WHATSAPP;
                String example = method.offer(messenger).example();
                String id = messenger == Messenger.MAX ? "\\d{13}" : "3EB0[0-9A-F]{16}";
                assertThat(post(instance, method.name(), example).body())
                        .as("%s at %s", method.name(), messenger)
                        .matches(
                                switch (method.promise()) {
                                    case ID_MESSAGE -> "\\{\"idMessage\":\"" + id + "\"}";
                                    case NOTHING -> noPromise(method, id);
                                    case SAVE_SETTINGS -> "\\{\"saveSettings\":true}";
                                    case MESSAGES -> "\\{\"messages\":\\[\"" + id + "\"\\]}";
                                    case SET_READ -> "\\{\"setRead\":true}";
                                });
            }
            assertThat(emulator.report().callsByMethod())
                    .containsEntry(method.name(), (long) method.messengers().size());
        }
    }

    private static String noPromise(Method method, String id) {
        return switch (method.name()) {
            case "sendTyping" -> "\\{\"idMessage\":\"" + id + "\"}";
            case "deleteStatus" -> ".*ID message notfound.*";
            default -> "";
        };
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
        assertThat(emulator.state(MAX)).isEqualTo(AccountState.STARTING);
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
        for (int i = 0; i < 5; i++) {
            post(WHATSAPP, "sendTextStatus", status(i));
            time.advanceTimeBy(Duration.ofMillis(500));
        }

        Report report = emulator.report();
        assertThat(report.earlyCalls()).isZero();
        assertThat(report.repeatedBodies()).isZero();
        assertThat(report.instances()).singleElement().satisfies(each -> {
            assertThat(each.pace().smallestGapMillis()).isEqualTo(500);
            assertThat(each.left()).isEqualTo(5);
        });
    }

    @Test
    void listsCallsInTheOrderOfArrival() throws Exception {
        for (int i = 0; i < 6; i++) {
            post(WHATSAPP, "sendTextStatus", status(i));
        }

        assertThat(emulator.calls(WHATSAPP)).extracting(RecordedCall::body).containsExactlyElementsOf(statuses(6));
        assertThat(emulator.calls(WHATSAPP))
                .extracting(RecordedCall::status)
                .containsExactly(200, 200, 200, 200, 200, 429);
        assertThat(control("GET", "calls?idInstance=" + WHATSAPP, "").body())
                .contains("\"method\":\"sendTextStatus\"", "\"status\":429", "\"arrivedAt\":\"");
        assertThat(control("GET", "calls?idInstance=" + MAX, "").body()).isEqualTo("[]");
    }
}
