package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.metronome.config.Settings.SpillSettings;
import io.metronome.observe.Health;
import io.metronome.spill.Spill;
import io.metronome.spill.SpillFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSpillTest {
    private static final long MB = 1 << 20;
    private static final Path MEMORY = Path.of("/dev/shm");

    private final OpenedParts opened = new OpenedParts(failure -> {});

    private final List<Health.Beat> watched = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void aDirectoryOnADiskIsUsed() throws StartException, IOException {
        assumeTrue(!SpillFile.isInMemory(directory), "the directory of temporary files is memory");
        Spill spill = WorkerSpill.open(opened, new SpillSettings(directory, MB), () -> 0, watched::add);
        assertThat(spill.part().put(new byte[10])).isNotEqualTo(Spill.NOT_KEPT);
        assertThat(watched).extracting(Health.Beat::loop).containsExactly("metronome-spill");
    }

    @Test
    void withoutASizeThereIsNone() throws StartException {
        Spill spill = WorkerSpill.open(opened, new SpillSettings(directory, 0), () -> 0, watched::add);
        assertThat(spill.part().put(new byte[10])).isEqualTo(Spill.NOT_KEPT);
    }

    @Test
    void aDirectoryThatIsMissingEndsTheStart() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> WorkerSpill.open(opened, new SpillSettings(missing, MB), () -> 0, watched::add))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("metronome.spill.directory: " + missing + " cannot be used");
    }

    @Test
    void aDirectoryInMemoryEndsTheStart() throws IOException {
        assumeTrue(Files.isDirectory(MEMORY) && SpillFile.isInMemory(MEMORY), "no tmpfs at " + MEMORY);
        assertThatThrownBy(() -> WorkerSpill.open(opened, new SpillSettings(MEMORY, MB), () -> 0, watched::add))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("its files are in memory");
    }
}
