package io.metronome.command;

import static io.metronome.command.CommandRecords.RULES;
import static io.metronome.command.CommandRecords.WHATSAPP;
import static io.metronome.command.CommandRecords.decode;
import static io.metronome.command.CommandRecords.good;
import static io.metronome.command.CommandRecords.refused;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnreadableTest {

    static Stream<Arguments> values() {
        Charset utf32 = Charset.forName("UTF-32BE");
        return Stream.of(
                Arguments.of("a tombstone", null, "tombstone"),
                Arguments.of("nothing", new byte[0], "the value is empty"),
                text("blanks", " \n ", "found nothing"),
                text("an array", "[" + good() + "]", "must be one JSON object, found an array"),
                text("a text", "\"x\"", "found the text \"x\""),
                text("a number", "5", "found the number 5"),
                text("null", "null", "found null"),
                text("half of it", good().substring(0, 60), "not one JSON object: Unexpected end-of-input"),
                text("a brace", "{", "expected close marker for Object (line 1, column 2)"),
                text("a second object", good() + good(), "goes on behind its JSON object"),
                text("trailing bytes", good() + "x", "not one JSON object"),
                text("a mark", '\ufeff' + good(), "byte-order mark"),
                text("a key twice", good("\"method\":\"x\""), "Duplicate Object property \"method\""),
                text(
                        "a key twice below",
                        good().replace("{\"chatId\"", "{\"a\":{\"b\":1,\"b\":1},\"chatId\""),
                        "Duplicate"),
                text("a comment", "/* hi */" + good(), "not one JSON object"),
                text(
                        "a comment behind a field, as in published examples of the API",
                        good("\"commandId\":\"a\" // an id\n,\"priority\":\"high\""),
                        "not one JSON object"),
                text("single quotes", good().replace('"', '\''), "not one JSON object"),
                text("a leading zero", good("\"priority\":01"), "not one JSON object"),
                text("a number of 1200 digits", good("\"x\":" + "9".repeat(1200)), "the maximum allowed (1000)"),
                text("too deep", good("\"x\":" + "[".repeat(200) + "]".repeat(200)), "nesting depth"),
                text("a raw line end", good("\"commandId\":\"a\nb\""), "not one JSON object"),
                Arguments.of("UTF-16, big end first", good().getBytes(UTF_16BE), "zero byte"),
                Arguments.of("UTF-16, little end first", good().getBytes(UTF_16LE), "zero byte"),
                Arguments.of("UTF-32", good().getBytes(utf32), "zero byte"),
                Arguments.of("bytes of Latin-1", bytesInId(0xe9), "the value is not UTF-8 at byte 14"),
                Arguments.of("an overlong form", bytesInId(0xc0, 0xaf), "not UTF-8"),
                Arguments.of("an encoded surrogate", bytesInId(0xed, 0xa0, 0x80), "not UTF-8"));
    }

    private static Arguments text(String name, String value, String detail) {
        return Arguments.of(name, value.getBytes(UTF_8), detail);
    }

    private static byte[] bytesInId(int... bytes) {
        byte[] value =
                good("\"commandId\":\"" + "@".repeat(bytes.length) + "\"").getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            value[14 + i] = (byte) bytes[i];
        }
        return value;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void isAnythingButOneObject(String name, byte @Nullable [] value, String detail) {
        Decoded.Refused refused = refused(decode(CommandRecords.of(null, value), RULES));

        assertThat(refused.reason()).as(name).isEqualTo(Reason.UNREADABLE);
        assertThat(refused.detail()).contains(detail);
    }

    @Test
    void isARecordBeyondTheLimitWithItsHeaders() {
        byte[] value = good().getBytes(UTF_8);
        var tight = new CommandCodec.Rules(
                value.length + 4, false, OnUnknown.RESEND, null, topic -> new ReplyTopic.NotAllowed());

        assertThat(decode(CommandRecords.of("1101", value), tight)).isInstanceOf(Decoded.Understood.class);
        assertThat(refused(decode(CommandRecords.of("1101", value, RecordHeader.of("a", "b")), tight))
                        .detail())
                .contains("intake.max-record-bytes");
    }

    @Test
    void tellsWhatCouldBeReadAllTheSame() {
        Decoded.Refused broken =
                refused(decode("{\"commandId\":\"mine\",\"method\":\"sendTyping\",\"idInstance\":\"7\",,"));
        Decoded.Refused keyed = refused(decode(CommandRecords.of(WHATSAPP, new byte[] {1}), RULES));

        assertThat(broken.commandId()).isEqualTo("mine");
        assertThat(broken.method()).isEqualTo("sendTyping");
        assertThat(broken.instance()).isEqualTo("7");
        assertThat(keyed.commandId()).isEqualTo("metronome.commands-3-42");
        assertThat(keyed.instance()).isEqualTo(WHATSAPP);
    }
}
