package io.metronome.spill;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of one worker that are outside the heap. Each part of it belongs to one ownership of a partition, and gives
 * everything back at once when that ends. A store that cannot be written keeps nothing more for a while, and what it was
 * asked to keep stays on the heap. Bytes that cannot be read end the worker, and the next owner has them from the ledger.
 */
public final class Spill {
    /** In place of a slot: the bytes were not kept. */
    public static final int NOT_KEPT = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Spill.class);
    private static final long PAUSE = SECONDS.toNanos(60);

    private final SpillStore store;
    private final int maxChunks;
    private final LongSupplier nanos;
    private final Executor reader;
    private final List<@Nullable Chunk> chunks = new ArrayList<>();
    private final BitSet inUse = new BitSet();
    private final ByteBuffer frame = ByteBuffer.allocate(Chunk.BYTES);
    private long pausedUntil = Long.MIN_VALUE;
    private volatile long usedBytes;

    /**
     * @param maxBytes of the store; 0 for a spill that keeps nothing
     * @param nanos monotonic nanoseconds
     * @param reader a thread that may wait for the disk
     */
    public Spill(SpillStore store, long maxBytes, LongSupplier nanos, Executor reader) {
        this.reader = reader;
        this.store = store;
        this.maxChunks = (int) Math.min(maxBytes / Chunk.BYTES, Integer.MAX_VALUE / Chunk.UNITS);
        this.nanos = nanos;
    }

    /** A spill that keeps nothing. */
    public static Spill none() {
        return new Spill(SpillStore.NONE, 0, () -> 0, Runnable::run);
    }

    /** A new part, empty. */
    public SpillPart part() {
        return new SpillPart(this);
    }

    /** Bytes of the store that are in use, the empty places of its chunks included. Any thread. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Whether it keeps anything at all now. */
    boolean isWritable() {
        return maxChunks > 0 && (pausedUntil == Long.MIN_VALUE || nanos.getAsLong() >= pausedUntil);
    }

    /** A chunk with slots for that many bytes and their frame; null when all chunks are in use, or none is so large. */
    @Nullable
    Chunk newChunk(int slotBytes) {
        int index = inUse.nextClearBit(0);
        if (index >= maxChunks) {
            return null;
        }
        Chunk chunk = new Chunk(index, slotBytes);
        inUse.set(index);
        if (index == chunks.size()) {
            chunks.add(chunk);
        } else {
            chunks.set(index, chunk);
        }
        count();
        return chunk;
    }

    /** The size of a slot for that many bytes; more than {@link Chunk#BYTES} when no slot is so large. */
    static int slotBytes(int length) {
        return Chunk.slotBytes(SpillSlot.FRAME + length);
    }

    /** The chunk that has that place; null when it was given back. */
    @Nullable
    Chunk chunkOf(int place) {
        return chunks.get(place / Chunk.UNITS);
    }

    void giveBack(Chunk chunk) {
        inUse.clear(chunk.index());
        chunks.set(chunk.index(), null);
        count();
        if (inUse.isEmpty()) {
            clear();
        }
    }

    private void clear() {
        try {
            store.clear();
        } catch (IOException e) {
            LOG.debug("The spill is not needed now, and keeps its file", e);
        }
    }

    private void count() {
        usedBytes = (long) inUse.cardinality() * Chunk.BYTES;
    }

    SpillSlot slot(Chunk chunk, int place) {
        return new SpillSlot(store, (long) place * Chunk.UNIT, chunk.slotBytes());
    }

    /**
     * Makes every slot readable on other threads.
     *
     * @return whether they are: the disk may be full
     */
    public boolean flush() {
        try {
            store.flush();
            return true;
        } catch (IOException e) {
            LOG.debug("The spill is read where it was written, since it cannot be flushed", e);
            return false;
        }
    }

    /** Reads there, on the thread that reads slots for this spill. */
    public void elsewhere(Runnable reading) {
        reader.execute(reading);
    }

    /** Writes the bytes there. False when the store could not be written. */
    boolean write(Chunk chunk, int place, byte[] bytes) {
        try {
            slot(chunk, place).write(frame, bytes);
            return true;
        } catch (IOException e) {
            pausedUntil = nanos.getAsLong() + PAUSE;
            LOG.warn(
                    "The spill cannot be written, so the bodies of commands stay on the heap for {} s: {}",
                    NANOSECONDS.toSeconds(PAUSE),
                    e.toString());
            return false;
        }
    }
}
