package io.metronome.command;

import static io.metronome.command.CommandRecords.BORN;
import static io.metronome.command.CommandRecords.RULES;
import static io.metronome.command.CommandRecords.WHATSAPP;
import static io.metronome.command.CommandRecords.decode;
import static io.metronome.command.CommandRecords.good;
import static io.metronome.command.CommandRecords.refused;
import static io.metronome.command.CommandRecords.understood;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.CommandCodec.Rules;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final String BODY = "{\"chatId\":\"79001234567@c.us\"}";

    @Test
    void readsEveryField() {
        Command command = understood(decode("""
                {"onUnknown":"report", "body": {"chatId": "79001234567@c.us", "typingTime": 3000}, "priority":"high",
                 "commandId":"привет", "notBefore":"2026-11-21T10:00:00Z", "expiresAt":"2026-11-21T15:00:00.5+03:00",
                 "method":"sendTyping", "idInstance":"1101000001"}
                """));

        assertThat(command)
                .isEqualTo(new Command(
                        "привет",
                        true,
                        WHATSAPP,
                        CommandRecords.method("sendTyping"),
                        command.bodyStart(),
                        command.bodyLength(),
                        Priority.HIGH,
                        Instant.parse("2026-11-21T10:00:00Z").toEpochMilli(),
                        Instant.parse("2026-11-21T12:00:00.500Z").toEpochMilli(),
                        OnUnknown.REPORT,
                        3000,
                        0,
                        null));
    }

    @Test
    void hasDefaultsForWhatIsAbsentOrNull() {
        String nulls = "\"commandId\":null,\"priority\":null,\"notBefore\":null,\"expiresAt\":null,\"onUnknown\":null";
        Command absent = understood(decode(good()));
        Command empty = understood(decode(good(nulls)));

        assertThat(absent.id()).isEqualTo("metronome.commands-3-42").isEqualTo(empty.id());
        assertThat(absent.ownId()).isFalse();
        assertThat(absent.priority()).isEqualTo(Priority.NORMAL).isEqualTo(empty.priority());
        assertThat(absent.notBefore()).isEqualTo(Long.MIN_VALUE).isEqualTo(empty.notBefore());
        assertThat(absent.expiresAt()).isEqualTo(Long.MAX_VALUE).isEqualTo(empty.expiresAt());
        assertThat(absent.onUnknown()).isEqualTo(OnUnknown.RESEND).isEqualTo(empty.onUnknown());
        assertThat(absent.typingMillis()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"body\":@,\"method\":\"sendTyping\",\"idInstance\":\"1101000001\"}",
                " \n{\"x\":\"тест\",\"body\" : @ ,\"method\":\"sendTyping\",\"idInstance\":\"1101000001\"} \n ",
                "{\"idInstance\":1101000001,\"method\":\"sendTyping\",\"commandId\":\"\\u00e9\\ud83d\\ude00😀\",\"body\":@}"
            })
    void remembersWhereTheBodyStands(String frame) {
        String body = "{ \"chatId\" : \"79001234567@c.us\", \"typingType\":null }";
        byte[] value = frame.replace("@", body).getBytes(UTF_8);
        Rules pass = new Rules(1 << 20, true, OnUnknown.RESEND, null, topic -> new ReplyTopic.NotAllowed());
        Command command = understood(decode(CommandRecords.of(null, value), pass));

        assertThat(new String(value, command.bodyStart(), command.bodyLength(), UTF_8))
                .isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "commandId":5                     | commandId: must be text of 1 to 128 characters, found a number
                    "commandId":""                    | commandId: must be text of 1 to 128 characters, found empty text
                    "commandId":"\\ud800"             | commandId: must be text of 1 to 128 characters, found half of a surrogate pair
                    "priority":"urgent"               | priority: must be one of high, normal, bulk, found the text "urgent"
                    "priority":"HIGH"                 | priority: must be one of high, normal, bulk, found the text "HIGH"
                    "priority":1                      | priority: must be one of high, normal, bulk, found the number 1
                    "notBefore":"2026-11-21 10:00"    | notBefore: must be an RFC 3339 time such as 2026-11-21T10:00:00Z, found the text "2026-11-21 10:00"
                    "notBefore":1795000000            | notBefore: must be an RFC 3339 time such as 2026-11-21T10:00:00Z, found the number 1795000000
                    "expiresAt":[]                    | expiresAt: must be an RFC 3339 time such as 2026-11-21T10:00:00Z, found an array
                    "expiresAt":"2026-02-30T00:00:00Z"| expiresAt: must be an RFC 3339 time
                    "onUnknown":"drop"                | onUnknown: must be one of resend, report, found the text "drop"
                    "onUnknown":{}                    | onUnknown: must be one of resend, report, found an object
                    "notbefore":"x"                   | notbefore: unknown field, allowed are commandId, idInstance, method
                    "x":{"y":[1,{"z":2}]}             | x: unknown field
                    "x":null                          | x: unknown field
                    """)
    void refusesABadField(String field, String detail) {
        Decoded.Refused refused = refused(decode(good(field)));

        assertThat(refused.reason()).isEqualTo(Reason.INVALID);
        assertThat(refused.detail()).startsWith(detail).doesNotContain("; ");
        assertThat(refused.instance()).isEqualTo(WHATSAPP);
        assertThat(refused.method()).isEqualTo("sendTyping");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "method":"sendTyping","body":%s                                 | idInstance: missing, and the record's key is no id
                    "idInstance":"","method":"sendTyping","body":%s                 | idInstance: must be the instance's id, up to 32 digits such as "1101000001", found the text ""
                    "idInstance":"11O1","method":"sendTyping","body":%s             | idInstance: must be the instance's id
                    "idInstance":-5,"method":"sendTyping","body":%s                 | idInstance: must be the instance's id
                    "idInstance":1.0,"method":"sendTyping","body":%s                | idInstance: must be the instance's id
                    "idInstance":true,"method":"sendTyping","body":%s               | idInstance: must be the instance's id
                    "idInstance":"1101000001","body":%s                             | method: missing, must be one of sendTyping, sendContact
                    "idInstance":"1101000001","method":null,"body":%s               | method: missing
                    "idInstance":"1101000001","method":7,"body":%s                  | method: must be one of {methods}, found the number 7
                    "idInstance":"1101000001","method":"SendTyping","body":%s       | method: must be one of {methods}, found the text "SendTyping"
                    "idInstance":"1101000001","method":"sendTyping"                 | body: missing, must be a JSON object
                    "idInstance":"1101000001","method":"sendTyping","body":null     | body: missing, must be a JSON object
                    "idInstance":"1101000001","method":"sendTyping","body":"{}"     | body: must be a JSON object, the method's own request body, found the text "{}"
                    "idInstance":"3100000001","method":"sendTextStatus","body":%s   | method: MAX, the messenger of instance 3100000001, does not offer sendTextStatus, only {methods of MAX}
                    """)
    void refusesWhatLacksAField(String fields, String detail) {
        Decoded.Refused refused = refused(decode("{" + fields.replace("%s", BODY) + "}"));

        assertThat(refused.reason()).isEqualTo(Reason.INVALID);
        assertThat(refused.detail())
                .startsWith(detail.replace("{methods}", Catalogue.names())
                        .replace("{methods of MAX}", Catalogue.names(Messenger.MAX)));
    }

    @Test
    void tellsEveryMistakeAtOnce() {
        Decoded.Refused refused = refused(decode(
                good("\"commandId\":\"mine\"", "\"priority\":0", "\"foo\":1").replace("79001234567@c.us", "x")));

        assertThat(refused.detail().split("; "))
                .hasSize(3)
                .satisfiesExactly(
                        priority -> assertThat(priority).startsWith("priority: "),
                        foo -> assertThat(foo).startsWith("foo: "),
                        chat -> assertThat(chat).startsWith("body.chatId: "));
        assertThat(refused.commandId()).isEqualTo("mine");
    }

    @Test
    void keepsADetailShortHoweverManyTheMistakes() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            fields.append("\"unknown").append(i).append("\":1,");
        }
        String value = good().replaceFirst("\\{", "{" + fields);

        assertThat(refused(decode(value)).detail())
                .endsWith("and 9968 more problems")
                .hasSizeLessThan(32_000);
    }

    @Test
    void keepsTheNameOfAnUnknownMethodShort() {
        Decoded.Refused refused = refused(decode(CommandRecords.command(WHATSAPP, "x".repeat(100_000), "{}")));

        assertThat(refused.method()).hasSizeLessThan(60).startsWith("xxx");
        assertThat(refused.detail()).startsWith("method: must be one of").hasSizeLessThan(400);
    }

    @ParameterizedTest
    @CsvSource({
        "sendLink, sendMessage",
        "sendButtons, sendInteractiveButtons",
        "sendTemplateButtons, sendInteractiveButtons",
        "sendListMessage, sendPoll",
        "sendFileByUpload, sendFileByUrl",
        "uploadFile, sendFileByUrl"
    })
    void namesWhatReplacesAMethod(String old, String instead) {
        assertThat(refused(decode(CommandRecords.command(WHATSAPP, old, "{}"))).detail())
                .isEqualTo(
                        "method: must be " + instead + ", which replaces " + old + ", found the text \"" + old + '"');
    }

    @Test
    void takesTheInstanceFromTheKeyUnlessAFieldNamesOne() {
        byte[] unnamed = ("{\"method\":\"sendTyping\",\"body\":" + BODY + "}").getBytes(UTF_8);
        byte[] named = good().getBytes(UTF_8);

        assertThat(understood(decode(CommandRecords.of(WHATSAPP, unnamed), RULES))
                        .instance())
                .isEqualTo(WHATSAPP);
        assertThat(understood(decode(CommandRecords.of("3100000001", named), RULES))
                        .instance())
                .isEqualTo(WHATSAPP);
        assertThat(refused(decode(CommandRecords.of("user-7", unnamed), RULES)).reason())
                .isEqualTo(Reason.INVALID);
    }

    @Test
    void knowsAnUnknownInstanceOnlyWhenAllElseIsFine() {
        String stranger = good().replace(WHATSAPP, "999");

        assertThat(decode(stranger)).isInstanceOfSatisfying(Decoded.UnknownInstance.class, unknown -> {
            assertThat(unknown.detail()).contains("999");
            assertThat(unknown.command().instance()).isEqualTo("999");
        });
        assertThat(refused(decode(stranger.replace("sendTyping", "sendSmoke"))).reason())
                .isEqualTo(Reason.INVALID);
    }

    /** A worker that takes over may read it while the instances file has lost the instance. */
    @Test
    void theDelayAndTheTypingTimeOfAnUnknownInstanceAreKnown() {
        String settings = """
                {"idInstance":"999","method":"setSettings","body":{"delaySendMessagesMilliseconds":3500}}""";
        assertThat(decode(settings))
                .isInstanceOfSatisfying(
                        Decoded.UnknownInstance.class,
                        unknown -> assertThat(unknown.command().delayMillis()).isEqualTo(3_500));
        String typing = """
                {"idInstance":"999","method":"sendTyping","body":{"chatId":"79001234567@c.us","typingTime":7000}}""";
        assertThat(decode(typing))
                .isInstanceOfSatisfying(
                        Decoded.UnknownInstance.class,
                        unknown -> assertThat(unknown.command().typingMillis()).isEqualTo(7_000));
    }

    @Test
    void countsTheCommandIdInCharacters() {
        assertThat(understood(decode(good("\"commandId\":\"" + "😀".repeat(128) + "\"")))
                        .ownId())
                .isTrue();
        Decoded.Refused refused = refused(decode(good("\"commandId\":\"" + "x".repeat(129) + "\"")));
        assertThat(refused.detail()).endsWith("found 129 characters");
        assertThat(refused.commandId()).isEqualTo("metronome.commands-3-42");
    }

    @Test
    void refusesAnExpiryThatIsNotLaterThanTheStart() {
        String time = "\"2026-11-21T10:00:00Z\"";

        assertThat(refused(decode(good("\"notBefore\":" + time, "\"expiresAt\":" + time)))
                        .detail())
                .isEqualTo("expiresAt: must be later than notBefore");
    }

    @Test
    void countsTheDefaultExpiryFromTheFirstRecord() {
        Rules aged =
                new Rules(1 << 20, false, OnUnknown.REPORT, Duration.ofHours(24), topic -> new ReplyTopic.NotAllowed());
        String own = "\"expiresAt\":\"2027-01-01T00:00:00Z\"";

        Command command = understood(decode(CommandRecords.of(good()), aged));
        assertThat(command.expiresAt()).isEqualTo(BORN + 86_400_000);
        assertThat(command.onUnknown()).isEqualTo(OnUnknown.REPORT);
        assertThat(understood(decode(CommandRecords.of(good(own)), aged)).expiresAt())
                .isEqualTo(Instant.parse("2027-01-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void letsUnknownFieldsThroughWhereTheRulesSaySo() {
        Rules pass = new Rules(1 << 20, true, OnUnknown.RESEND, null, topic -> new ReplyTopic.NotAllowed());
        String value = good("\"trace\":{\"a\":[1]}").replace("{\"chatId\"", "{\"later\":[{}],\"chatId\"");

        assertThat(understood(decode(CommandRecords.of(value), pass)).instance())
                .isEqualTo(WHATSAPP);
    }

    @Test
    void refusesABodyBeyondWhatTheApiTakes() {
        String body = "{\"chatId\":\"79001234567@c.us\"" + " ".repeat(100_001 - BODY.length()) + "}";

        assertThat(refused(decode(CommandRecords.command(WHATSAPP, "sendTyping", body)))
                        .detail())
                .isEqualTo("body: must be at most 100000 bytes, found 100001");
        assertThat(understood(decode(CommandRecords.command(WHATSAPP, "sendTyping", body.replace("\" ", "\""))))
                        .bodyLength())
                .isEqualTo(100_000);
    }
}
