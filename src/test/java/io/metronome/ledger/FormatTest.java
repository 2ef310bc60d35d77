package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metronome.ledger.RecordedLedger.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The formats of the ledger: what a version once wrote is read for ever, and what an older version has to read is written
 * as that version wrote it.
 */
class FormatTest {
    private static final int FIRST_VERSION = 2;

    @Test
    void standsInTheChangelogOfTheNewestVersion() throws Exception {
        List<String> rows = Files.readString(Path.of("deploy", "CHANGELOG.md"))
                .lines()
                .filter(line -> line.startsWith("| "))
                .toList();
        assertThat(rows.getFirst()).contains("ledger: writes format");
        String[] cells = rows.get(FIRST_VERSION - 1).split(" *\\| *", -1);
        assertThat(cells[3])
                .isEqualTo("that of the partition; %d where it is new".formatted(LedgerFormat.NEWEST.number()));
        assertThat(cells[4]).isEqualTo("1 to " + LedgerFormat.NEWEST.number());
    }

    @ParameterizedTest
    @EnumSource(names = "COMMANDS_AND_PACES", mode = EnumSource.Mode.EXCLUDE)
    void whatWasOnceWrittenIsReadAsItWasMeant(LedgerFormat format) {
        assertThat(read(RecordedLedger.recorded(format).values()))
                .usingRecursiveComparison()
                .isEqualTo(RecordedLedger.restored(format));
    }

    @ParameterizedTest
    @EnumSource(names = "COMMANDS_AND_PACES", mode = EnumSource.Mode.EXCLUDE)
    void aFormatIsWrittenByteForByteAsItAlwaysWas(LedgerFormat format) {
        assertThat(RecordedLedger.written(format).toString())
                .as("a change of a format needs a new number")
                .isEqualTo(RecordedLedger.recorded(format).toString());
    }

    @Test
    void aPartitionKeepsTheFormatThatItHasAndANewOneBeginsInTheNewest() {
        assertThat(WriteFormat.AS_FOUND.after(LedgerFormat.CONDITIONS)).isEqualTo(LedgerFormat.CONDITIONS);
        assertThat(WriteFormat.AS_FOUND.after(LedgerFormat.NEWEST)).isEqualTo(LedgerFormat.NEWEST);
        assertThat(WriteFormat.AS_FOUND.after(LedgerFormat.COMMANDS_AND_PACES)).isEqualTo(LedgerFormat.OLDEST_WRITTEN);
        assertThat(WriteFormat.AS_FOUND.after(null)).isEqualTo(LedgerFormat.NEWEST);
        assertThat(WriteFormat.of(LedgerFormat.CONDITIONS).after(LedgerFormat.NEWEST))
                .isEqualTo(LedgerFormat.CONDITIONS);
    }

    /** A worker with a lower pin does not convert what it finds, so an older worker must be able to read that. */
    @Test
    void aReaderOfFormat2FindsItsFieldsAtTheBeginningOfEveryRecord() {
        Map<String, Entry> older = RecordedLedger.written(LedgerFormat.CONDITIONS);
        Map<String, Entry> newer = RecordedLedger.written(LedgerFormat.DATED_DELAYS);
        older.remove("header");
        older.forEach((name, entry) -> {
            byte[] value = Objects.requireNonNull(newer.get(name)).value();
            assertThat(Arrays.copyOf(value, entry.value().length)).as(name).isEqualTo(entry.value());
        });
    }

    @Test
    void aLedgerThatTwoFormatsWroteInTurnIsRead() {
        List<Entry> entries = new ArrayList<>();
        entries.addAll(RecordedLedger.recorded(LedgerFormat.DATED_DELAYS).values());
        entries.addAll(RecordedLedger.recorded(LedgerFormat.CONDITIONS).values());
        assertThat(read(entries))
                .usingRecursiveComparison()
                .isEqualTo(RecordedLedger.restored(LedgerFormat.DATED_DELAYS));
    }

    @Test
    void aPaceRecordOfAnUnknownKindStopsThePartition() {
        Entry dated = Objects.requireNonNull(
                RecordedLedger.recorded(LedgerFormat.DATED_DELAYS).get("pace-1101000004"));
        byte[] value = dated.value().clone();
        value[value.length - Long.BYTES - 1] = 9;
        assertThatExceptionOfType(LedgerRefusedException.class)
                .isThrownBy(() -> read(List.of(new Entry(dated.key(), value))))
                .withMessageContaining("partition 3 of ledger cannot be served")
                .withMessageContaining("newer worker");
    }

    private static Restored read(Collection<Entry> entries) {
        LedgerReading reading = new LedgerReading(Samples.SETTINGS, 3, new OffsetAndMetadata(42), () -> 0);
        return reading.verified(each -> entries.forEach(entry -> each.accept(new ConsumerRecord<>(
                        "ledger",
                        3,
                        0,
                        RecordedLedger.APPENDED,
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        0,
                        entry.key(),
                        entry.value(),
                        new RecordHeaders(),
                        Optional.empty()))))
                .restored();
    }
}
