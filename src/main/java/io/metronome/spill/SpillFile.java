package io.metronome.spill;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A store in a file that has no name any more as soon as it is open, so that it goes with the process, however that ends.
 * Writes that follow one another are joined, since a system call costs more than the bytes of a command.
 */
public final class SpillFile implements SpillStore {
    private static final int BUFFER = 256 << 10;
    /* Their files are memory. */
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    private final FileChannel channel;
    private final ByteBuffer joined = ByteBuffer.allocateDirect(BUFFER);
    private long joinedAt;

    private SpillFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes a file in that directory, which must exist. */
    public static SpillFile in(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "metronome-", ".spill");
        FileChannel channel = FileChannel.open(file, READ, WRITE);
        Files.delete(file);
        return new SpillFile(channel);
    }

    /** Whether files of that directory are memory: a spill there would save nothing. */
    public static boolean isInMemory(Path directory) throws IOException {
        return IN_MEMORY.contains(Files.getFileStore(directory).type());
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
        if (position != joinedAt + joined.position() || bytes.remaining() > joined.remaining()) {
            flush();
            joinedAt = position;
        }
        if (bytes.remaining() > joined.remaining()) {
            writeAll(position, bytes);
            joinedAt = position + bytes.position();
        } else {
            joined.put(bytes);
        }
    }

    /* Where the disk is full, what is joined stays readable, and the next write tries again. */
    @Override
    public void flush() throws IOException {
        writeAll(joinedAt, joined.duplicate().flip());
        joined.clear();
    }

    private void writeAll(long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        long offset = position - joinedAt;
        if (offset >= 0 && offset + into.remaining() <= joined.position()) {
            into.put(joined.duplicate().position((int) offset).limit((int) offset + into.remaining()));
            return;
        }
        readFlushed(position, into);
    }

    @Override
    public void readFlushed(long position, ByteBuffer into) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw new EOFException("the file ends at " + at);
            }
            at += count;
        }
    }

    @Override
    public void clear() throws IOException {
        joined.clear();
        channel.truncate(0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
