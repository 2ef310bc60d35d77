package io.metronome.spill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The place of some bytes in the store: their length, a checksum of them, and the bytes.
 *
 * @param position in the store
 * @param length of the slot, in bytes
 */
public record SpillSlot(SpillStore store, long position, int length) {
    /** Bytes of a slot that are not the caller's. */
    static final int FRAME = 2 * Integer.BYTES;

    /** One of the two ways to read from a store. */
    private interface StoreRead {
        void read(long position, ByteBuffer into) throws IOException;
    }

    /** The bytes that were written there. On the thread of the spill. */
    public byte[] read() {
        return read(store::read);
    }

    /** The bytes that were written there before {@link Spill#flush}. Any thread. */
    public byte[] readFlushed() {
        return read(store::readFlushed);
    }

    private byte[] read(StoreRead reading) {
        ByteBuffer frame = ByteBuffer.allocate(length);
        try {
            reading.read(position, frame);
            return content(frame);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private byte[] content(ByteBuffer frame) throws IOException {
        byte[] bytes = new byte[Math.clamp(frame.getInt(0), 0, length - FRAME)];
        frame.get(FRAME, bytes);
        if (bytes.length != frame.getInt(0) || checksum(bytes) != frame.getInt(Integer.BYTES)) {
            throw new IOException("the bytes at position " + position + " are not those that were written");
        }
        return bytes;
    }

    private static UncheckedIOException lost(IOException cause) {
        return new UncheckedIOException(
                "The spill cannot be read: its disk fails, or its file was changed. Nothing is lost: the commands are in"
                        + " the ledger, and the next owner goes on with them",
                cause);
    }

    /** Writes the bytes there, and fills the slot. */
    void write(ByteBuffer frame, byte[] bytes) throws IOException {
        frame.clear().limit(length);
        frame.putInt(0, bytes.length).putInt(Integer.BYTES, checksum(bytes));
        frame.put(FRAME, bytes);
        store.write(position, frame);
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        // Not that of an empty slot: a place that was never written has zeros.
        return ~(int) checksum.getValue();
    }
}
