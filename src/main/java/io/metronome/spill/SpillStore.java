package io.metronome.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The place of a spill's bytes. A failure of it is an {@link IOException}; what was written before may be lost then. */
public interface SpillStore extends Closeable {

    /** A store that holds nothing. */
    SpillStore NONE = new SpillStore() {
        @Override
        public void write(long position, ByteBuffer bytes) throws IOException {
            throw new IOException("there is no spill");
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            throw new IOException("there is no spill");
        }

        @Override
        public void clear() {}

        @Override
        public void close() {}
    };

    /** Writes all remaining bytes at that position. */
    void write(long position, ByteBuffer bytes) throws IOException;

    /** Fills the buffer with the bytes from that position on. */
    void read(long position, ByteBuffer into) throws IOException;

    /** Fills the buffer with the bytes from that position on, as they were at the last flush. Any thread. */
    default void readFlushed(long position, ByteBuffer into) throws IOException {
        read(position, into);
    }

    /** Lets other threads read what was written. */
    default void flush() throws IOException {}

    /** Nothing in it is needed any more. */
    void clear() throws IOException;
}
