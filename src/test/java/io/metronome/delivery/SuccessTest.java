package io.metronome.delivery;

import static io.metronome.delivery.Calls.SECRET;
import static io.metronome.delivery.Calls.SEND_CONTACT;
import static io.metronome.delivery.Calls.SEND_TYPING;
import static io.metronome.delivery.Calls.SET_SETTINGS;
import static io.metronome.delivery.Calls.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Method;
import io.metronome.delivery.Answer.Accepted;
import io.metronome.delivery.Answer.Refused;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"idMessage\":\"3EB0\"}",
                " {\"idMessage\" : \"3EB0\", \"more\": {\"idMessage\":\"no\"}} ",
                "{\"list\":[{\"idMessage\":1}],\"idMessage\":\"3EB0\"}"
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
                "{\"idMessage\":17}",
                "{\"idMessage\":{\"idMessage\":\"3EB0\"}}",
                "{\"idMessage\":\"3EB0\"",
                "{\"idMessage\":\"3EB0\"} {}",
                "{\"idMessage\":\"3EB0\",}",
                "<html>200 OK</html>",
                "OK"
            })
    void refusesA200WithoutIt(String body) {
        assertThat(classify(SEND_CONTACT, body)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(200);
            assertThat(refused.detail()).startsWith("200");
        });
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
        assertThat(classify(SEND_TYPING, "<html>maintenance</html>")).isInstanceOf(Refused.class);
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

    /** The response is copied into the result as it is, so it has to be UTF-8 without a mark. */
    @Test
    void handsOnNothingButPlainUtf8() {
        assertThat(classify(SEND_CONTACT, "\uFEFF{\"idMessage\":\"é\"}", StandardCharsets.UTF_8))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        it -> assertThat(it.response())
                                .asString(StandardCharsets.UTF_8)
                                .isEqualTo("{\"idMessage\":\"é\"}"));
        assertThat(classify(SEND_CONTACT, "{\"idMessage\":\"é\"}", StandardCharsets.ISO_8859_1))
                .isInstanceOf(Refused.class);
        assertThat(classify(SEND_CONTACT, "{\"idMessage\":\"3EB0\"}", StandardCharsets.UTF_16))
                .isInstanceOf(Refused.class);
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

    private static Answer classify(Method method, String body) {
        return classify(method, body, StandardCharsets.UTF_8);
    }

    private static Answer classify(Method method, String body, Charset charset) {
        return new Classification(Calls.CALENDAR)
                .of(new ApiResponse(method, 200, name -> null, body.getBytes(charset), new TokenRedaction(SECRET)));
    }
}
