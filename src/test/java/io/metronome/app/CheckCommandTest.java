package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.WriteFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckCommandTest {
    @Test
    void saysWhichFormatOfTheLedgerIsWritten() {
        assertThat(CheckCommand.formats(WriteFormat.AS_FOUND))
                .isEqualTo(
                        "The ledger is written in the format of each partition (in format 4 where it is new) and read in"
                                + " formats 1 to 4. When no older worker can come back, metronome.ledger.write-format may be"
                                + " raised to 4");
        assertThat(CheckCommand.formats(WriteFormat.of(LedgerFormat.CONDITIONS)))
                .isEqualTo("The ledger is written in format 2 and read in formats 1 to 4. When no older worker can come"
                        + " back, metronome.ledger.write-format may be raised to 4");
        assertThat(CheckCommand.formats(WriteFormat.of(LedgerFormat.NEWEST)))
                .isEqualTo("The ledger is written in format 4 and read in formats 1 to 4");
    }

    @Test
    void theLedgerIsWrittenInTheFormatThatItHasUnlessItIsRaised() {
        assertThat(settings().ledger().writeFormat()).isEqualTo(WriteFormat.AS_FOUND);
        ReadResult raised =
                SettingsReader.readIfThere(Path.of("none.yaml"), Map.of("METRONOME_LEDGER_WRITE_FORMAT", "4"));
        assertThat(((ReadResult.Good) raised).settings().ledger().writeFormat())
                .isEqualTo(WriteFormat.of(LedgerFormat.BLOCKS));
        for (String wrong : List.of("1", "5", "newest")) {
            assertThat(SettingsReader.readIfThere(Path.of("none.yaml"), Map.of("METRONOME_LEDGER_WRITE_FORMAT", wrong)))
                    .isInstanceOf(ReadResult.Bad.class);
        }
    }

    private static Settings settings() {
        return ((ReadResult.Good) SettingsReader.readIfThere(Path.of("none.yaml"), Map.of())).settings();
    }
}
