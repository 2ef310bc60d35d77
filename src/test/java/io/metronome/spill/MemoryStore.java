package io.metronome.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A store in memory that can be full, and whose bytes can be changed. */
final class MemoryStore implements SpillStore {
    byte[] bytes = new byte[0];
    boolean isFull;
    int clears;

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        if (isFull) {
            throw new IOException("no space left on device");
        }
        int end = Math.toIntExact(position + from.remaining());
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, end));
        from.get(bytes, (int) position, from.remaining());
    }

    @Override
    public void read(long position, ByteBuffer into) {
        into.put(bytes, (int) position, into.remaining());
    }

    @Override
    public void clear() {
        clears++;
        bytes = new byte[0];
    }

    @Override
    public void close() {}
}
