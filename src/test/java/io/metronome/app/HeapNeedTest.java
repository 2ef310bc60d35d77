package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HeapNeedTest {
    private static final long MB = 1 << 20;

    @Test
    void addsWhatAWorkerHoldsAtItsBounds() {
        HeapNeed need = need(Map.of(), 1_024, true);
        assertThat(need.commands()).isEqualTo(512 * MB);
        assertThat(need.answers()).as("256 calls, 64 KB twice").isEqualTo(32 * MB);
        assertThat(need.rest())
                .as("reading, a checkpoint, the worker, the last ends, four records, the instances")
                .isEqualTo((64 + 48 + 16 + 32 + 11 + 4 + 1) * MB);
        assertThat(need.heap()).as("nine tenths of it").isBetween(800 * MB, 802 * MB);
    }

    @Test
    void refusesASmallerHeapAndSaysWhatToSet() {
        HeapNeed need = need(Map.of(), 0, true);
        assertThat(need.problems(need.heap())).isEmpty();
        assertThat(need.problems(512 * MB))
                .singleElement()
                .asString()
                .contains("metronome.intake.max-pending-bytes: found 512MB")
                .contains("needs a heap of 799 MB, and this JVM's heap has 512 MB")
                .contains("max-pending-bytes of at most 253MB")
                .contains("-Xmx799m");
        assertThat(need(Map.of("METRONOME_INTAKE_MAX_PENDING_BYTES", "253MB"), 0, true)
                        .problems(512 * MB))
                .isEmpty();
    }

    @Test
    void doesNotAdviseWhatIsNoHelp() {
        assertThat(need(Map.of("METRONOME_DELIVERY_MAX_IN_FLIGHT", "65536"), 0, true)
                        .problems(512 * MB))
                .singleElement()
                .asString()
                .doesNotContain("at most");
    }

    @Test
    void needsMoreWhereReferencesAreNotCompressed() {
        assertThat(need(Map.of(), 0, false).commands()).isEqualTo(768 * MB);
    }

    @Test
    void theChartsMemoryIsEnoughForTheDefaults() throws IOException {
        long container = number("deploy/helm/metronome/values.yaml", "limits: \\{memory: (\\d+)Mi}");
        long percentage = number("deploy/jvm.flags", "MaxRAMPercentage=(\\d+)");
        assertThat(need(Map.of(), 10_000, true).problems(container * MB * percentage / 100))
                .isEmpty();
    }

    private static long number(String file, String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        assertThat(found.find()).as(file).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static HeapNeed need(Map<String, String> environment, int instances, boolean isCompressed) {
        ReadResult read = SettingsReader.readIfThere(Path.of("none.yaml"), environment);
        Settings settings = ((ReadResult.Good) read).settings();
        return HeapNeed.of(settings, instances, isCompressed);
    }
}
