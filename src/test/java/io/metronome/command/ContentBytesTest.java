package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentBytesTest {
    private static final RecordHeader ORIGIN = RecordHeader.of(Forwarding.ORIGIN, "1:2:3");

    @Test
    void everyHeaderCostsItsLengthsAndTheBytesOfItsName() {
        assertThat(record(Collections.nCopies(1_000, RecordHeader.of("a", "b"))).contentBytes())
                .isEqualTo(1_000 * 10 + 8);
        assertThat(record(List.of(new RecordHeader("имя", null))).contentBytes())
                .isEqualTo(8 + 6 + 8);
    }

    @Test
    void headersWithTheNameOfOursAreNoWayAroundTheLimit() {
        assertThat(record(Collections.nCopies(1_000, RecordHeader.of("metronome-x", "b")))
                        .contentBytes())
                .isGreaterThan(19_000);
        assertThat(record(Collections.nCopies(1_000, ORIGIN)).contentBytes()).isGreaterThan(20_000);
    }

    @Test
    void aForwardedCopyIsNotLargerThanItsOriginal() {
        assertThat(record(List.of(ORIGIN)).contentBytes())
                .isEqualTo(record(List.of()).contentBytes());
    }

    @Test
    void theLastHeaderOfANameCounts() {
        CommandRecord twice = record(List.of(RecordHeader.of("a", "first"), RecordHeader.of("a", "last")));
        assertThat(twice.header("a")).isEqualTo("last");
        assertThat(twice.header("b")).isNull();
    }

    @Test
    void aPositionMayHaveEveryValueOfALong() {
        assertThat(source("7:9223372036854775807:-9223372036854775808"))
                .isEqualTo(new Source("commands", 7, Long.MAX_VALUE, Long.MIN_VALUE));
        assertThat(source("7:1:1795000000000000000")).isEqualTo(new Source("commands", 7, 1, 1795000000000000000L));
        assertThat(source("7:9999999999999999999:1")).isEqualTo(new Source("commands", 3, 42, 99));
        assertThat(source("9999999999:1:1")).isEqualTo(new Source("commands", 3, 42, 99));
        assertThat(source(null)).isEqualTo(new Source("commands", 3, 42, 99));
    }

    @Test
    void withoutItsContentARecordSaysWhy() {
        CommandRecord bare = record(List.of(RecordHeader.of("a", "b"))).withoutContent("too large");
        assertThat(bare.value()).isNull();
        assertThat(bare.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(bare.whyWithoutContent()).isEqualTo("too large");
        assertThat(record(List.of()).whyWithoutContent()).isNull();
    }

    private static Source source(@Nullable String origin) {
        List<RecordHeader> headers = origin == null ? List.of() : List.of(RecordHeader.of(Forwarding.ORIGIN, origin));
        return Forwarding.source("commands", 3, 42, 99, headers);
    }

    private static CommandRecord record(List<RecordHeader> headers) {
        Source source = Forwarding.source("commands", 3, 42, 99, headers);
        return new CommandRecord(
                "commands", 3, 42, 99, "key".getBytes(UTF_8), "value".getBytes(UTF_8), headers, source);
    }
}
