package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code deploy/CHANGELOG.md} says which format of the ledger the newest version writes. */
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
        assertThat(cells[3]).isEqualTo(Integer.toString(PartitionHeader.FORMAT));
        assertThat(cells[4]).endsWith(Integer.toString(PartitionHeader.FORMAT));
    }
}
