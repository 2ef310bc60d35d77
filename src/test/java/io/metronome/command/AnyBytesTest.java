package io.metronome.command;

import static io.metronome.command.CommandRecords.RULES;
import static io.metronome.command.CommandRecords.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No byte sequence may stop a partition. */
class AnyBytesTest {
    private static final int DRAWS = 10_000 * Integer.getInteger("metronome.draws", 1);

    private static final List<String> GOOD = List.of(
            good("\"commandId\":\"тест😀\"", "\"notBefore\":\"2026-11-21T10:00:00Z\"", "\"priority\":\"bulk\""),
            good("\"expiresAt\":\"2026-11-21T10:00:00.125+03:00\"", "\"onUnknown\":\"report\""),
            CommandRecords.command(
                    CommandRecords.MAX, "sendContact", "{\"chatId\":\"1\",\"contact\":{\"chatId\":\"2\"}}"),
            CommandRecords.command(
                    CommandRecords.WHATSAPP,
                    "sendTextStatus",
                    "{\"message\":\"Привет\\u0021\",\"participants\":[\"7@c.us\",\"8@c.us\"],\"font\":null}"),
            CommandRecords.command(
                    CommandRecords.WHATSAPP,
                    "setSettings",
                    "{\"delaySendMessagesMilliseconds\":500,\"linkPreview\":true,\"autoTyping\":-0}"));

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void areReadOrRefused() {
        for (int i = 0; i < DRAWS; i++) {
            byte[] value = new byte[random.nextInt(64)];
            random.nextBytes(value);
            readsOrRefuses(value);
        }
    }

    @Test
    void areReadOrRefusedWhenACommandWasDamaged() {
        for (int i = 0; i < DRAWS; i++) {
            byte[] value = GOOD.get(random.nextInt(GOOD.size())).getBytes(UTF_8);
            for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
                value = damaged(value);
            }
            readsOrRefuses(value);
        }
    }

    @Test
    void areToldFromUtf8AsTheLibraryDoes() {
        for (int i = 0; i < DRAWS; i++) {
            byte[] value = damaged("aаà한😀 plain text \u0800\uffff\ud800\udc00\udbff\udfff"
                    .repeat(2)
                    .getBytes(UTF_8));
            assertThat(Utf8.flaw(value) < 0)
                    .as("%s, seed %d", Arrays.toString(value), seed)
                    .isEqualTo(isUtf8(value));
        }
    }

    private byte[] damaged(byte[] value) {
        if (value.length == 0) {
            return value;
        }
        int at = random.nextInt(value.length);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(value, at);
            case 1 -> replaced(value, at, (byte) random.nextInt());
            case 2 -> replaced(value, at, (byte) "{}[],:\"\\0-e.nN\u0000 ".charAt(random.nextInt(16)));
            case 3 -> replaced(value, at, value[random.nextInt(value.length)]);
            default -> spliced(value, at, random.nextInt(at + 1));
        };
    }

    private static byte[] replaced(byte[] value, int at, byte by) {
        byte[] copy = value.clone();
        copy[at] = by;
        return copy;
    }

    /* Repeats the bytes between the two places, or with equal ones nothing. */
    private static byte[] spliced(byte[] value, int end, int start) {
        return ByteBuffer.allocate(value.length + end - start)
                .put(value, 0, end)
                .put(value, start, value.length - start)
                .array();
    }

    private void readsOrRefuses(byte[] value) {
        for (String key : new String[] {null, CommandRecords.WHATSAPP, CommandRecords.MAX}) {
            Decoded decoded = CommandRecords.decode(CommandRecords.of(key, value), RULES);
            if (decoded instanceof Decoded.Refused refused) {
                assertThat(refused.detail())
                        .as("%s, seed %d", new String(value, UTF_8), seed)
                        .isNotBlank()
                        .doesNotContain("parser failed", "\n");
                assertThat(refused.commandId()).isNotEmpty();
            }
        }
    }

    private static boolean isUtf8(byte[] value) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
