package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import java.nio.file.Path;
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

    private static Settings settings(String bytes) {
        ReadResult read =
                SettingsReader.readIfThere(Path.of("none.yaml"), Map.of("METRONOME_INTAKE_MAX_PENDING_BYTES", bytes));
        return ((ReadResult.Good) read).settings();
    }
}
