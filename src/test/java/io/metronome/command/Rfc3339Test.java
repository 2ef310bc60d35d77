package io.metronome.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T10:00:00Z, 2026-11-21T10:00:00Z",
        "2026-11-21t10:00:00z, 2026-11-21T10:00:00Z",
        "2026-11-21T13:00:00+03:00, 2026-11-21T10:00:00Z",
        "2026-11-20T22:30:00-11:30, 2026-11-21T10:00:00Z",
        "2026-11-21T10:00:00-00:00, 2026-11-21T10:00:00Z",
        "2026-11-21T10:00:00.5Z, 2026-11-21T10:00:00.500Z",
        "2024-02-29T23:59:59.999Z, 2024-02-29T23:59:59.999Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void readsATime(String text, Instant time) {
        assertThat(Rfc3339.millis(text, false)).isEqualTo(time.toEpochMilli());
        assertThat(Rfc3339.millis(text, true)).isEqualTo(time.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-21",
                "2026-11-21T10:00Z",
                "2026-11-21T10:00:00",
                "2026-11-21 10:00:00Z",
                "2026-11-21T10:00:00.Z",
                "2026-11-21T10:00:00,5Z",
                "2026-11-21T10:00:00.5",
                "2026-11-21T10:00:00+3:00",
                "2026-11-21T10:00:00+0300",
                "2026-11-21T10:00:00+24:00",
                "2026-11-21T10:00:00+03:60",
                "2026-11-21T10:00:00Z ",
                "2026-11-21T10:00:00ZZ",
                "2026-13-21T10:00:00Z",
                "2026-00-21T10:00:00Z",
                "2026-11-31T10:00:00Z",
                "2026-11-00T10:00:00Z",
                "2026-02-29T10:00:00Z",
                "2026-11-21T24:00:00Z",
                "2026-11-21T10:60:00Z",
                "2026-11-21T10:00:61Z",
                "٢٠٢٦-11-21T10:00:00Z",
                "-026-11-21T10:00:00Z",
                "20260-11-21T10:00:00Z",
                "2026-11-21T10:00:00Z[UTC]"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(Rfc3339.millis(text, false)).isEqualTo(Rfc3339.NOT_A_TIME);
    }

    @Test
    void roundsTowardsThePromise() {
        long whole = Instant.parse("2026-11-21T10:00:00.123Z").toEpochMilli();

        assertThat(Rfc3339.millis("2026-11-21T10:00:00.1230000001Z", false)).isEqualTo(whole);
        assertThat(Rfc3339.millis("2026-11-21T10:00:00.1230000001Z", true)).isEqualTo(whole + 1);
        assertThat(Rfc3339.millis("2026-11-21T10:00:00.1230000000Z", true)).isEqualTo(whole);
    }

    @Test
    void agreesWithTheLibraryOnAnyTime() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong(-62_000_000_000_000L, 253_000_000_000_000L));
            ZoneOffset offset = ZoneOffset.ofHoursMinutes(random.nextInt(-17, 1), -random.nextInt(60));
            String text = OffsetDateTime.ofInstant(time.truncatedTo(ChronoUnit.SECONDS), offset)
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            assertThat(Rfc3339.millis(text, false))
                    .as("%s, seed %d", text, seed)
                    .isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        }
    }
}
