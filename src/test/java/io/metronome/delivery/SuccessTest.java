package io.metronome.delivery;

import static io.metronome.delivery.Calls.DELETE_MESSAGE;
import static io.metronome.delivery.Calls.FORWARD_MESSAGES;
import static io.metronome.delivery.Calls.READ_CHAT;
import static io.metronome.delivery.Calls.SECRET;
import static io.metronome.delivery.Calls.SEND_CONTACT;
import static io.metronome.delivery.Calls.SEND_TYPING;
import static io.metronome.delivery.Calls.SET_SETTINGS;
import static io.metronome.delivery.Calls.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Method;
import io.metronome.delivery.Answer.Accepted;
import io.metronome.delivery.Answer.Refused;
import io.metronome.delivery.Answer.Unknown;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"idMessage\":\"3EB0\"}",
                " {\"idMessage\" : \"3EB0\", \"more\": {\"idMessage\":\"no\"}} ",
                "{\"list\":[{\"idMessage\":1}],\"idMessage\":\"3EB0\"}",
                "{\"idMessage\":{\"idMessage\":\"3EB0\"}}",
                "{\"result\":[{\"idMessage\":\"3EB0\"},{\"idMessage\":\"later\"}]}"
            })
    void takesAnIdMessageForThePromise(String body) {
        assertThat(classify(SEND_CONTACT, body)).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.idMessage()).isEqualTo("3EB0");
            assertThat(accepted.response()).asString(StandardCharsets.UTF_8).isEqualTo(body);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "null",
                "[]",
                "\"idMessage\"",
                "{\"idMessage\":\"\"}",
                "{\"idMessage\":null}",
                "{\"idMessage\":\" \"}",
                "{\"idMessage\":true}"
            })
    void refusesA200WithoutIt(String body) {
        assertThat(classify(SEND_CONTACT, body)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(200);
            assertThat(refused.detail()).startsWith("200");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>200 OK</html>",
                "OK",
                "{",
                "{\"idMessage\":\"3EB",
                "{\"idMessage\":17",
                "{\"more\":[{\"idMessage\":null}"
            })
    void doesNotKnowWhatA200MeansThatItCannotRead(String body) {
        assertThat(classify(SEND_CONTACT, body))
                .isInstanceOfSatisfying(
                        Unknown.class, it -> assertThat(it.detail()).startsWith("200, but the answer cannot be read"));
        assertThat(classify(SET_SETTINGS, body)).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"idMessage\":\"3EB0\",\"more\":",
                "{\"idMessage\":\"3EB0\"} {}",
                "{\"idMessage\":\"3EB0\",}",
                "<pre>{\"idMessage\" : \"3EB0\" }</pre>",
                "{\"a\":{\"idMessage\":\"3EB0\",\"b"
            })
    void takesAnIdForAcceptedWhereTheRestCannotBeRead(String body) {
        assertThat(classify(SEND_CONTACT, body)).isEqualTo(new Accepted("3EB0", null));
    }

    @Test
    void takesANumberForAnId() {
        assertThat(classify(SEND_CONTACT, "{\"idMessage\":1762333029830123456}"))
                .isInstanceOfSatisfying(
                        Accepted.class, it -> assertThat(it.idMessage()).isEqualTo("1762333029830123456"));
    }

    @Test
    void refusesOnlyByAStatusOfTheApiItself() {
        assertThat(classify(201, "{}")).isInstanceOf(Refused.class);
        assertThat(classify(202, "")).isInstanceOf(Refused.class);
        assertThat(classify(203, "{}")).isInstanceOf(Unknown.class);
        assertThat(classify(206, "")).isInstanceOf(Unknown.class);
        assertThat(classify(299, "{\"idMessage\":\"3EB0\"}")).isInstanceOf(Accepted.class);
    }

    /** The two documentation pages of sendTyping disagree. */
    @Test
    void takesSendTypingsAnswerWithAndWithoutAnIdMessage() {
        assertThat(classify(SEND_TYPING, "")).isEqualTo(new Accepted(null, null));
        assertThat(classify(SEND_TYPING, " \r\n")).isEqualTo(new Accepted(null, null));
        assertThat(classify(SEND_TYPING, "{}"))
                .isInstanceOfSatisfying(
                        Accepted.class, it -> assertThat(it.response()).hasSize(2));
        assertThat(classify(SEND_TYPING, "{\"idMessage\":\"3EB0\"}"))
                .isInstanceOfSatisfying(
                        Accepted.class, it -> assertThat(it.idMessage()).isEqualTo("3EB0"));
        assertThat(classify(SEND_TYPING, "<html>maintenance</html>")).isInstanceOf(Unknown.class);
    }

    @Test
    void takesSetSettingsAtItsWord() {
        assertThat(classify(SET_SETTINGS, "{\"saveSettings\":true}")).isInstanceOf(Accepted.class);
        assertThat(classify(SET_SETTINGS, "{\"saveSettings\":\"true\"}")).isInstanceOf(Accepted.class);
        assertThat(classify(SET_SETTINGS, "{\"saveSettings\":false}"))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.detail()).contains("saveSettings is false"));
        assertThat(classify(SET_SETTINGS, "{}"))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.detail()).contains("saveSettings is missing"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[\"3EB0\"]}",
                "{\"x\":[],\"messages\":[\"\",\"3EB0\"]}",
                "{\"messages\":[1762333029830]}"
            })
    void takesForwardedMessagesForThePromise(String body) {
        assertThat(classify(FORWARD_MESSAGES, body)).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.idMessage()).isNull();
            assertThat(accepted.response()).asString(StandardCharsets.UTF_8).isEqualTo(body);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"messages\":[]}",
                "{\"messages\":[null,\" \"]}",
                "{\"messages\":\"3EB0\"}",
                "{\"messages\":{\"a\":\"3EB0\"}}",
                "{\"list\":[\"3EB0\"]}",
                "{\"list\":{\"messages\":[\"3EB0\"]}}",
                "[\"messages\"]",
                "{\"idMessage\":\"3EB0\"}"
            })
    void refusesA200WithoutForwardedMessages(String body) {
        assertThat(classify(FORWARD_MESSAGES, body)).isInstanceOf(Refused.class);
    }

    @Test
    void takesReadChatAtItsWord() {
        assertThat(classify(READ_CHAT, "{\"setRead\":true}")).isInstanceOf(Accepted.class);
        assertThat(classify(READ_CHAT, "{\"setRead\":false}"))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.detail()).contains("setRead is false"));
        assertThat(classify(READ_CHAT, "")).isInstanceOf(Refused.class);
        assertThat(classify(READ_CHAT, "{")).isInstanceOf(Unknown.class);
        assertThat(classify(FORWARD_MESSAGES, "{\"messages\":[\"3E")).isInstanceOf(Unknown.class);
    }

    @Test
    void takesTheEmptyAnswerOfDeleteMessage() {
        assertThat(classify(DELETE_MESSAGE, "")).isEqualTo(new Accepted(null, null));
        assertThat(classify(DELETE_MESSAGE, "<html>")).isInstanceOf(Unknown.class);
    }

    /** The response is copied into the result as it is, so it has to be UTF-8 without a mark. */
    @Test
    void handsOnPlainUtf8WhateverCame() {
        assertThat(classify(SEND_CONTACT, "\uFEFF{\"idMessage\":\"é\"}", StandardCharsets.UTF_8))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        it -> assertThat(it.response())
                                .asString(StandardCharsets.UTF_8)
                                .isEqualTo("{\"idMessage\":\"é\"}"));
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            assertThat(classify(SEND_CONTACT, "{\"idMessage\":\"é\"}", charset))
                    .isInstanceOfSatisfying(
                            Accepted.class,
                            it -> assertThat(it.response())
                                    .asString(StandardCharsets.UTF_8)
                                    .isEqualTo("{\"idMessage\":\"é\"}"));
        }
        assertThat(classify(SEND_CONTACT, "{\"idMessage\":\"3EB0\",\"x\":\"é\"}", StandardCharsets.ISO_8859_1))
                .isInstanceOfSatisfying(
                        Accepted.class, it -> assertThat(it.idMessage()).isEqualTo("3EB0"));
    }

    @Test
    void takesATokenOutOfTheResponse() {
        assertThat(classify(
                        SEND_TYPING, "{\"path\":\"/waInstance1/sendTyping/" + TOKEN + "\",\"t\":\"" + TOKEN + "\"}"))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        it -> assertThat(it.response())
                                .asString(StandardCharsets.UTF_8)
                                .isEqualTo("{\"path\":\"/waInstance1/sendTyping/•••\",\"t\":\"•••\"}"));
    }

    /** A token that the API echoes in the spelling of JSON is still the token. */
    @Test
    void takesATokenOutThatIsSpelledWithEscapes() {
        StringBuilder escaped = new StringBuilder();
        TOKEN.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        String body = "{\"idMessage\":\"" + TOKEN + "\",\"t\":\"" + escaped
                + "\",\"path\":\"\\/waInstance1\\/sendTyping\\/x\"}";
        assertThat(classify(SEND_TYPING, body)).isInstanceOfSatisfying(Accepted.class, it -> {
            assertThat(it.idMessage()).isEqualTo("•••");
            assertThat(it.response())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"idMessage\":\"•••\",\"t\":\"•••\",\"path\":\"\\/waInstance1\\/sendTyping\\/•••\"}");
        });
        assertThat(classify(SET_SETTINGS, "{\"saveSettings\":\"" + escaped + "\"}")
                        .detail())
                .doesNotContain(TOKEN)
                .doesNotContain("u0064");
        assertThat(classify(SEND_CONTACT, "{\"error\":\"" + escaped + "\"}").detail())
                .doesNotContain("u0064");
    }

    private static Answer classify(int status, String body) {
        return new Classification(Calls.CALENDAR)
                .of(new ApiResponse(
                        SEND_CONTACT,
                        status,
                        name -> null,
                        body.getBytes(StandardCharsets.UTF_8),
                        new TokenRedaction(SECRET)));
    }

    private static Answer classify(Method method, String body) {
        return classify(method, body, StandardCharsets.UTF_8);
    }

    private static Answer classify(Method method, String body, Charset charset) {
        return new Classification(Calls.CALENDAR)
                .of(new ApiResponse(method, 200, name -> null, body.getBytes(charset), new TokenRedaction(SECRET)));
    }
}
