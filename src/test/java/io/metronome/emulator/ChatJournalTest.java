package io.metronome.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The messages of an instance in getChatHistory, getMessage and lastOutgoingMessages. */
class ChatJournalTest extends LiveEmulator {
    private static final String CHAT = "\"chatId\":\"79001234567@c.us\"";

    @Test
    void showsAMessageInItsChatOnly() throws Exception {
        String id = id(post(WHATSAPP, "sendMessage", "{" + CHAT + ",\"message\":\"Hello\"}")
                .body());

        assertThat(post(WHATSAPP, "getChatHistory", "{" + CHAT + ",\"count\":10}")
                        .body())
                .contains("\"idMessage\":\"" + id + "\"", "\"textMessage\":\"Hello\"", "\"statusMessage\":\"sent\"");
        assertThat(post(WHATSAPP, "getMessage", "{" + CHAT + ",\"idMessage\":\"" + id + "\"}")
                        .body())
                .startsWith("{")
                .contains(id);
        assertThat(post(WHATSAPP, "getMessage", "{" + CHAT + ",\"idMessage\":\"3EB0\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("1101000002", "getChatHistory", "{" + CHAT + "}").body())
                .isEqualTo("[]");
        assertThat(get(WHATSAPP, "lastOutgoingMessages").body()).contains(id);
        assertThat(get(WHATSAPP, "lastIncomingMessages").body()).isEqualTo("[]");
    }

    @Test
    void showsWhatWaitsInTheQueueAsPending() throws Exception {
        post(WHATSAPP, "sendMessage", "{" + CHAT + ",\"message\":\"first\"}");
        post(WHATSAPP, "sendPoll", """
                {"chatId":"79001234567@c.us","message":"Which?","options":[{"optionName":"a"},{"optionName":"b"}]}""");

        assertThat(get(WHATSAPP, "lastOutgoingMessages").body())
                .contains(
                        "\"statusMessage\":\"pending\"",
                        "\"typeMessage\":\"pollMessage\"",
                        "\"textMessage\":\"first\"");
    }

    @Test
    void tellsTheKindOfAFileByItsName() throws Exception {
        post(WHATSAPP, "sendFileByUrl", """
                {"chatId":"79001234567@c.us","urlFile":"https://my.site.com/a","fileName":"a.PNG","caption":"A"}""");
        assertThat(get(WHATSAPP, "lastOutgoingMessages").body())
                .contains("\"typeMessage\":\"imageMessage\"", "\"caption\":\"A\"", "\"mimeType\":\"image/png\"");
    }

    @Test
    void editsAndDeletesAMessage() throws Exception {
        String id = id(post(WHATSAPP, "sendMessage", "{" + CHAT + ",\"message\":\"at six\"}")
                .body());

        assertThat(post(WHATSAPP, "editMessage", "{" + CHAT + ",\"idMessage\":\"" + id + "\",\"message\":\"at seven\"}")
                        .body())
                .isEqualTo("{\"idMessage\":\"" + id + "\"}");
        assertThat(post(WHATSAPP, "getMessage", "{" + CHAT + ",\"idMessage\":\"" + id + "\"}")
                        .body())
                .contains("at seven")
                .doesNotContain("at six");
        assertThat(post(WHATSAPP, "deleteMessage", "{" + CHAT + ",\"idMessage\":\"" + id + "\"}")
                        .body())
                .isEmpty();
        assertThat(post(WHATSAPP, "getMessage", "{" + CHAT + ",\"idMessage\":\"" + id + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void givesEachForwardedMessageAnId() throws Exception {
        String forward = "{" + CHAT + ",\"chatIdFrom\":\"79001234568@c.us\",\"messages\":[\"a\",\"b\"]}";
        assertThat(post(WHATSAPP, "forwardMessages", forward).body())
                .matches("\\{\"messages\":\\[\"3EB0\\w{16}\",\"3EB0\\w{16}\"]}");
        assertThat(emulator.journal(WHATSAPP)).hasSize(1);
    }

    @Test
    void showsAMessageOnlyAfterTheLag() throws Exception {
        restart(settings.withJournalLag(Duration.ofHours(1)));
        post(WHATSAPP, "sendMessage", "{" + CHAT + ",\"message\":\"Hello\"}");
        assertThat(get(WHATSAPP, "lastOutgoingMessages").body()).isEqualTo("[]");
    }

    @Test
    void canHideTheMessageThatIsNext() throws Exception {
        restart(settings.hidingFirst(true));
        control("POST", "instances/" + WHATSAPP, "{\"state\":\"notAuthorized\"}");
        post(WHATSAPP, "sendMessage", "{" + CHAT + ",\"message\":\"first\"}");
        post(WHATSAPP, "sendMessage", "{" + CHAT + ",\"message\":\"second\"}");
        assertThat(get(WHATSAPP, "showMessagesQueue").body()).contains("second").doesNotContain("first");
    }

    private static String id(String answer) {
        return answer.replaceAll(".*\"idMessage\":\"([^\"]+)\".*", "$1");
    }
}
