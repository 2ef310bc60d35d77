package io.metronome.simulation.worker;

import io.metronome.spill.SpillStore;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The disk of a worker's spill. It may refuse some writes, and break for good. */
public final class SimulatedDisk implements SpillStore {
    private final @Nullable Random refusals;
    private final int refusedOneIn;
    private byte[] bytes = new byte[0];
    private @Nullable Runnable broken;

    /** The end of a read of a broken disk. */
    public static final class BrokenException extends IOException {
        private static final long serialVersionUID = 1;

        BrokenException() {
            super("injected: the disk is broken");
        }
    }

    private SimulatedDisk(@Nullable Random refusals, int refusedOneIn) {
        this.refusals = refusals;
        this.refusedOneIn = refusedOneIn;
    }

    /** A disk without faults. */
    static SimulatedDisk good() {
        return new SimulatedDisk(null, 0);
    }

    /** A disk that is full now and then. */
    static SimulatedDisk oftenFull(long seed) {
        return new SimulatedDisk(new Random(seed), 20);
    }

    /** Nothing of it can be read from now on. */
    void breakDown(Runnable told) {
        broken = told;
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        if (broken != null || (refusals != null && refusals.nextInt(refusedOneIn) == 0)) {
            throw new IOException("injected: no space left on device");
        }
        int end = Math.toIntExact(position + from.remaining());
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * end);
        }
        from.get(bytes, (int) position, from.remaining());
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        if (broken != null) {
            broken.run();
            throw new BrokenException();
        }
        if (position + into.remaining() > bytes.length) {
            throw new EOFException("the file ends at " + bytes.length);
        }
        into.put(bytes, (int) position, into.remaining());
    }

    @Override
    public void clear() {
        bytes = new byte[0];
    }

    @Override
    public void close() {}
}
