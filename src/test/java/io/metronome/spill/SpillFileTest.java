package io.metronome.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFileTest {
    @TempDir
    private Path directory;

    private SpillFile file;

    @BeforeEach
    void open() throws IOException {
        file = SpillFile.in(directory);
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    @Test
    void nothingOfItIsSeenInTheDirectory() throws IOException {
        file.write(0, filled(100, 1));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void joinedWritesAndWritesElsewhereAreRead() throws IOException {
        file.write(0, filled(100, 1));
        file.write(100, filled(100, 2));
        assertThat(read(100, 100)).containsOnly(2);
        file.write(1_000, filled(100, 3));
        file.write(0, filled(100, 4));
        assertThat(read(0, 100)).containsOnly(4);
        assertThat(read(100, 100)).containsOnly(2);
        assertThat(read(1_000, 100)).containsOnly(3);
    }

    @Test
    void manyAndLargeWritesAreRead() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            file.write(i * 1_000L, filled(1_000, i));
        }
        file.write(1_000_000, filled(600_000, 7));
        file.write(1_600_000, filled(10, 8));
        for (int i = 0; i < 1_000; i++) {
            assertThat(read(i * 1_000, 1_000)).containsOnly((byte) i);
        }
        assertThat(read(1_000_000, 600_000)).containsOnly(7);
        assertThat(read(1_600_000, 10)).containsOnly(8);
    }

    @Test
    void otherThreadsReadWhatWasFlushed() throws IOException {
        file.write(0, filled(100, 1));
        ByteBuffer into = ByteBuffer.allocate(100);
        assertThatThrownBy(() -> file.readFlushed(0, into)).isInstanceOf(EOFException.class);
        file.flush();
        file.readFlushed(0, into);
        assertThat(into.array()).containsOnly(1);
    }

    @Test
    void whatWasNeverWrittenIsNotRead() throws IOException {
        file.write(0, filled(100, 1));
        assertThatThrownBy(() -> read(5_000, 10)).isInstanceOf(EOFException.class);
        file.clear();
        assertThatThrownBy(() -> read(0, 10)).isInstanceOf(EOFException.class);
    }

    private static ByteBuffer filled(int bytes, int with) {
        byte[] all = new byte[bytes];
        Arrays.fill(all, (byte) with);
        return ByteBuffer.wrap(all);
    }

    private byte[] read(int position, int bytes) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(bytes);
        file.read(position, into);
        return into.array();
    }
}
