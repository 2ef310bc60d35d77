package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import io.metronome.ledger.LedgerFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckCommandTest {
    private static final long MB = 1 << 20;

    @Test
    void comparesTheMemoryForCommandsWithTheHeap() {
        assertThat(CheckCommand.heap(settings("512MB"), 768 * MB)).isEmpty();
        assertThat(CheckCommand.heap(settings("512MB"), 767 * MB))
                .singleElement()
                .asString()
                .contains(
                        "found 512MB, where the JVM's heap is 767 MB; allowed is at most two thirds of the heap, 511MB");
        assertThat(CheckCommand.heap(settings("1GB"), 1_536 * MB)).isEmpty();
        assertThat(CheckCommand.heap(settings("1024GB"), Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void saysWhichFormatOfTheLedgerIsWritten() {
        assertThat(CheckCommand.formats(LedgerFormat.CONDITIONS))
                .isEqualTo("The ledger is written in format 2 and read in formats 1 to 3. When no older worker can come"
                        + " back, metronome.ledger.write-format may be raised to 3");
        assertThat(CheckCommand.formats(LedgerFormat.NEWEST))
                .isEqualTo("The ledger is written in format 3 and read in formats 1 to 3");
    }

    @Test
    void theLedgerIsWrittenInAFormatOfThePreviousVersionUnlessItIsRaised() {
        assertThat(settings("512MB").ledger().writeFormat()).isEqualTo(LedgerFormat.CONDITIONS);
        ReadResult raised =
                SettingsReader.readIfThere(Path.of("none.yaml"), Map.of("METRONOME_LEDGER_WRITE_FORMAT", "3"));
        assertThat(((ReadResult.Good) raised).settings().ledger().writeFormat()).isEqualTo(LedgerFormat.DATED_DELAYS);
        for (String wrong : List.of("1", "4", "newest")) {
            assertThat(SettingsReader.readIfThere(Path.of("none.yaml"), Map.of("METRONOME_LEDGER_WRITE_FORMAT", wrong)))
                    .isInstanceOf(ReadResult.Bad.class);
        }
    }

    private static Settings settings(String bytes) {
        ReadResult read =
                SettingsReader.readIfThere(Path.of("none.yaml"), Map.of("METRONOME_INTAKE_MAX_PENDING_BYTES", bytes));
        return ((ReadResult.Good) read).settings();
    }
}
