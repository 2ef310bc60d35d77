package io.metronome.emulator;

import static io.metronome.emulator.VirtualDesk.MAX;
import static io.metronome.emulator.VirtualDesk.STATUS;
import static io.metronome.emulator.VirtualDesk.TOKEN;
import static io.metronome.emulator.VirtualDesk.WHATSAPP;
import static io.metronome.emulator.VirtualDesk.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiHandlerTest {
    private final VirtualDesk desk = new VirtualDesk();

    @ParameterizedTest
    @CsvSource({
        "401, POST, /waInstance1101000001/sendTextStatus/wrong",
        "403, POST, /waInstance9999/sendTextStatus/TOKEN",
        "403, POST, /v3/waInstance1101000001/sendTextStatus/TOKEN",
        "404, POST, /waInstance1101000001/sendNothing/TOKEN",
        "404, GET,  /waInstance1101000001/sendTextStatus/TOKEN",
        "404, POST, /v3/waInstance3100000001/sendTextStatus/TOKEN",
        "404, POST, /v3/waInstance3100000001/sendTextStatus",
        "404, GET,  /",
        "200, POST, /waInstance1101000001/SENDTEXTstatus/TOKEN",
        "200, GET,  /waInstance3100000001/getStateInstance/TOKEN",
        "404, PUT,  /waInstance1101000001/sendTextStatus/TOKEN",
        "404, GET,  /waInstance3100000001/getWaSettings/TOKEN",
        "404, GET,  /waInstance1101000001/getAccountSettings/TOKEN",
        "204, OPTIONS, /waInstance1101000001/sendTextStatus/TOKEN",
    })
    void tellsWhoMayAskWhat(int status, String verb, String uri) {
        assertThat(desk.ask(verb, uri.replace("TOKEN", TOKEN), STATUS).status()).isEqualTo(status);
    }

    @Test
    void answersAWrongTokenWithNothingButItsRate() {
        Response response = desk.ask("GET", "/waInstance1101000001/getSettings/wrong", "");

        assertThat(response.body()).isEmpty();
        assertThat(response.headers())
                .containsEntry("X-RateLimit-Remaining", "0")
                .containsEntry("X-RateLimit-Replenish-Rate", "1");
        assertThat(desk.get(WHATSAPP, "getSettings").status()).isEqualTo(429);
    }

    @Test
    void echoesTheTokenInAValidationErrorAsTheRealOneDoes() {
        assertThat(text(desk.post(WHATSAPP, "sendTextStatus", "{}")))
                .contains("\"statusCode\":400")
                .contains("\"path\":\"/waInstance" + WHATSAPP + "/sendTextStatus/" + TOKEN + "\"")
                .contains("\"timestamp\":\"2026-11-21T10:00:00.000Z\"")
                .contains("\"message\":\"Validation failed. Details: 'message' is required\"");
    }

    @Test
    void refusesMoreThanAHundredKilobytes() {
        Response response = desk.post(WHATSAPP, "sendTextStatus", " ".repeat(100_001 - STATUS.length()) + STATUS);

        assertThat(response.status()).isEqualTo(500);
        assertThat(text(response)).contains("request entity too large");
        assertThat(desk.post(WHATSAPP, "sendTextStatus", " ".repeat(100_000 - STATUS.length()) + STATUS)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void limitsEachMethodOfEachInstance() {
        for (int i = 0; i < 5; i++) {
            assertThat(desk.post(WHATSAPP, "sendTextStatus", STATUS).headers())
                    .containsEntry("X-RateLimit-Remaining", String.valueOf(4 - i));
        }
        Response refused = desk.post(WHATSAPP, "sendTextStatus", STATUS);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("X-RateLimit-Replenish-Rate", "5");
        assertThat(desk.get(WHATSAPP, "getSettings").status()).isEqualTo(200);
        assertThat(desk.report().tooManyRequests()).isEqualTo(1);
    }

    @Test
    void namesMessagesAsTheMessengersDo() {
        assertThat(text(desk.post(WHATSAPP, "sendTextStatus", STATUS)))
                .matches("\\{\"idMessage\":\"3EB0[0-9A-F]{16}\"}");
        assertThat(text(desk.post(MAX, "sendContact", "{\"chatId\":\"1\",\"contact\":{\"chatId\":\"2\"}}")))
                .matches("\\{\"idMessage\":\"\\d{13}\"}");
    }

    @Test
    void answersTypingAsItIsTold() {
        VirtualDesk newer = new VirtualDesk(settings -> settings.withTypingAnswer(TypingAnswer.EMPTY), Plan.BUSINESS);
        String typing = "{\"chatId\":\"7@c.us\"}";

        assertThat(text(desk.post(WHATSAPP, "sendTyping", typing))).contains("idMessage");
        assertThat(newer.post(WHATSAPP, "sendTyping", typing).body()).isEmpty();
    }

    @Test
    void restartsAfterSetSettingsAndShowsThemThen() {
        Response set = desk.post(WHATSAPP, "setSettings", "{\"delaySendMessagesMilliseconds\":15000}");

        assertThat(text(set)).isEqualTo("{\"saveSettings\":true}");
        assertThat(text(desk.get(WHATSAPP, "getStateInstance"))).isEqualTo("{\"stateInstance\":\"starting\"}");
        assertThat(text(desk.get(WHATSAPP, "getSettings"))).contains("\"delaySendMessagesMilliseconds\":500");
        assertThat(text(desk.post(WHATSAPP, "sendTextStatus", STATUS)))
                .isEqualTo("instance in starting process try later");
        desk.pass(Duration.ofSeconds(3));
        assertThat(text(desk.get(WHATSAPP, "getStateInstance"))).isEqualTo("{\"stateInstance\":\"authorized\"}");
        assertThat(text(desk.get(WHATSAPP, "getSettings"))).contains("\"delaySendMessagesMilliseconds\":15000");
        assertThat(desk.post(WHATSAPP, "sendTextStatus", STATUS).status()).isEqualTo(200);
    }

    @Test
    void pacesTheQueueByTheNewDelay() {
        desk.post(WHATSAPP, "setSettings", "{\"delaySendMessagesMilliseconds\":15000}");
        desk.pass(Duration.ofSeconds(3));
        desk.post(WHATSAPP, "sendTextStatus", STATUS);
        desk.post(WHATSAPP, "sendTyping", "{\"chatId\":\"7@c.us\",\"typingTime\":5000}");
        desk.pass(Duration.ofMillis(14_999));
        assertThat(text(desk.get(WHATSAPP, "getMessagesCount"))).isEqualTo("{\"count\":0}");
        assertThat(desk.account(WHATSAPP).outbox().size()).isEqualTo(1);
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.account(WHATSAPP).outbox().size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "notAuthorized, 200, idMessage",
        "blocked, 200, idMessage",
        "yellowCard, 200, idMessage",
        "starting, 400, instance in starting process try later",
        "creating, 400, instance in starting process try later",
        "suspended, 403, Your account is suspended",
        "expired, 400, Instance account is expired. Renew your instance from personal area",
        "deleted, 400, Instance is deleted",
    })
    void speaksByItsState(String state, int status, String words) {
        desk.account(WHATSAPP).become(Objects.requireNonNull(AccountState.find(state)), desk.now());
        Response response = desk.post(WHATSAPP, "sendTextStatus", STATUS);

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response)).contains(words);
        assertThat(desk.account(WHATSAPP).outbox().left()).isZero();
    }

    @Test
    void takesASecondOfTypingWhereNoTimeIsNamed() {
        desk.post(WHATSAPP, "sendTyping", "{\"chatId\":\"7@c.us\",\"typingTime\":null}");
        desk.pass(Duration.ofMillis(1_400)).post(WHATSAPP, "sendTextStatus", STATUS);

        assertThat(desk.report().early())
                .singleElement()
                .extracting(Report.EarlyCall::requiredMillis)
                .isEqualTo(1_500.0);
        assertThat(desk.account(WHATSAPP).outbox().left()).isEqualTo(1);
        assertThat(desk.pass(Duration.ofMillis(100)).account(WHATSAPP).outbox().left())
                .isEqualTo(2);
    }

    @Test
    void keepsWhatCameWhileNotAuthorized() {
        desk.account(WHATSAPP).become(AccountState.NOT_AUTHORIZED, desk.now());
        desk.post(WHATSAPP, "sendTextStatus", STATUS);
        desk.pass(Duration.ofHours(1));
        assertThat(text(desk.get(WHATSAPP, "showMessagesQueue")))
                .contains("\"type\":\"sendTextStatus\"")
                .contains("\"body\":{\"message\":\"hello\"}");
        desk.account(WHATSAPP).become(AccountState.AUTHORIZED, desk.now());
        desk.pass(Duration.ZERO);

        assertThat(desk.account(WHATSAPP).outbox().journal()).hasSize(1);
    }

    @Test
    void stopsADeveloperPlanAtTheFourthChat() {
        VirtualDesk developer = new VirtualDesk(settings -> settings, Plan.DEVELOPER);
        for (int chat = 1; chat <= 3; chat++) {
            assertThat(developer
                            .post(WHATSAPP, "sendTyping", "{\"chatId\":\"" + chat + "@c.us\"}")
                            .status())
                    .isEqualTo(200);
        }
        Response fourth = developer.post(WHATSAPP, "sendTyping", "{\"chatId\":\"4@c.us\"}");

        assertThat(fourth.status()).isEqualTo(466);
        assertThat(text(fourth)).contains("CORRESPONDENTS_QUOTE_EXCEEDED");
        assertThat(developer
                        .post(WHATSAPP, "sendTyping", "{\"chatId\":\"1@c.us\"}")
                        .status())
                .isEqualTo(200);
        developer.pass(Duration.ofDays(31));
        assertThat(developer
                        .post(WHATSAPP, "sendTyping", "{\"chatId\":\"4@c.us\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void forbidsStatusesWithoutTheBeta() {
        desk.account(WHATSAPP).allowStatuses(false);

        assertThat(desk.post(WHATSAPP, "sendTextStatus", STATUS).status()).isEqualTo(403);
        assertThat(desk.get(WHATSAPP, "getStateInstance").status()).isEqualTo(200);
    }

    @Test
    void survivesAnyBytes() {
        long seed = 42;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            byte[] body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            desk.pass(Duration.ofSeconds(1));
            String uri = "/waInstance" + WHATSAPP + "/sendContact/" + TOKEN + "?" + i + "=%" + i;
            assertThatCode(() ->
                            assertThat(desk.ask("POST", uri, body).status()).isEqualTo(400))
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }
}
