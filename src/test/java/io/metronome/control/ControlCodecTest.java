package io.metronome.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ControlCodecTest {
    private static final String ID = "1101000001";

    static Stream<ControlRecord> records() {
        return Stream.of(
                new ControlRecord.Pause(ID, Long.MAX_VALUE, "", "", ""),
                new ControlRecord.Pause(
                        ID, 1_764_000_000_123L, "a \"wrong\" text, ünïcode", "me", "2026-11-21T10:00:00Z"),
                new ControlRecord.Purge(ID, 0, "me", ""),
                new ControlRecord.Purge(ID, 123_456_789_012L, "", "yesterday"),
                new ControlRecord.Cancel(ID, "0f8fad5b-d9cb-469f-a165-70867728950e", "me", "now"),
                new ControlRecord.Cancel(ID, "a/b/pause", "", ""),
                ControlRecord.Tombstone.of(ControlKey.pause(ID)),
                ControlRecord.Tombstone.of(ControlKey.cancel(ID, "x")),
                ControlRecord.Tombstone.by(ControlKey.pause(ID), "the command line, user anna"),
                new ControlRecord.Tombstone(ControlKey.purge(ID), 77));
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsWhatItWrites(ControlRecord wanted) {
        ProducerRecord<byte[], byte[]> written = ControlCodec.record("control", wanted);
        byte @Nullable [] withdraws = header(written, ControlCodec.WITHDRAWS);
        byte @Nullable [] by = header(written, ControlCodec.BY);
        assertThat(ControlCodec.read(written.key(), written.value(), withdraws, by))
                .isEqualTo(new ControlCodec.Wanted(wanted));
    }

    private static byte @Nullable [] header(ProducerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    @Test
    void readsWhatTheContractShows() {
        assertThat(read(
                        ID + "/pause",
                        "{\"until\":\"2026-11-21T10:00:00+01:00\",\"reason\":\"r\",\"by\":\"b\",\"at\":\"a\"}"))
                .isEqualTo(new ControlCodec.Wanted(new ControlRecord.Pause(ID, 1_795_251_600_000L, "r", "b", "a")));
        assertThat(read(ID + "/pause", "{\"until\":null}"))
                .isEqualTo(new ControlCodec.Wanted(new ControlRecord.Pause(ID, Long.MAX_VALUE, "", "", "")));
        assertThat(read(ID + "/purge", "{\"below\":5,\"more\":[1]}"))
                .isEqualTo(new ControlCodec.Wanted(new ControlRecord.Purge(ID, 5, "", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | {}",
                "x | {}",
                "1101000001 | {}",
                "1101000001/ | {}",
                "1101000001/pauses | {}",
                "1101000001/cancel | {}",
                "1101000001/cancel/ | {}",
                "one/pause | {}",
                "/pause | {}",
                "123456789012345678901234567890123/pause | {}",
                "1101000001/pause | {",
                "1101000001/pause | []",
                "1101000001/pause | null",
                "1101000001/pause | {}{}",
                "1101000001/pause | {\"until\":1}",
                "1101000001/pause | {\"until\":\"tomorrow\"}",
                "1101000001/pause | {\"by\":1,\"by\":2}",
                "1101000001/purge | {}",
                "1101000001/purge | {\"below\":-1}",
                "1101000001/purge | {\"below\":\"5\"}",
                "1101000001/purge | {\"below\":5.5}",
                "1101000001/purge | {\"below\":99999999999999999999}",
                "1101000001/cancel/x | 7"
            })
    void whatSaysNothingIsJunk(@Nullable String key, String value) {
        assertThat(read(key, value)).isInstanceOf(ControlCodec.Junk.class);
    }

    @Test
    void noBytesEscapeAsAnException() {
        Random random = new Random(7);
        byte[] good = "{\"until\":\"2026-11-21T10:00:00Z\",\"below\":5,\"reason\":\"r\"}".getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] value = good.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            }
            byte[] key = (ID + (i % 2 == 0 ? "/pause" : "/purge")).getBytes(UTF_8);
            if (i % 5 == 0) {
                key[random.nextInt(key.length)] = (byte) random.nextInt(256);
            }
            assertThat(ControlCodec.read(key, value, value, value)).isNotNull();
        }
        assertThat(read(ID + "/pause", "[".repeat(60_000))).isInstanceOf(ControlCodec.Junk.class);
        assertThat(read(ID + "/pause", " ".repeat(70_000))).isInstanceOf(ControlCodec.Junk.class);
        assertThat(read("1".repeat(100_000), "{}")).isInstanceOf(ControlCodec.Junk.class);
    }

    private static ControlCodec.ControlReading read(@Nullable String key, String value) {
        return ControlCodec.read(key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8), null, null);
    }
}
