package io.metronome.spill;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The bytes of one ownership. A place stays valid until it is freed, or the part is closed. */
public final class SpillPart {
    private final Spill spill;
    private final Set<Chunk> own = new LinkedHashSet<>();
    private final Map<Integer, Set<Chunk>> withRoom = new LinkedHashMap<>();
    private boolean closed;

    SpillPart(Spill spill) {
        this.spill = spill;
    }

    /** Keeps the bytes, and returns their place; {@link Spill#NOT_KEPT} when there is no room or the disk fails. */
    public int put(byte[] bytes) {
        int slotBytes = Spill.slotBytes(bytes.length);
        if (closed || slotBytes > Chunk.BYTES || !spill.isWritable()) {
            return Spill.NOT_KEPT;
        }
        Set<Chunk> open = withRoom.computeIfAbsent(slotBytes, size -> new LinkedHashSet<>());
        Chunk chunk =
                open.isEmpty() ? spill.newChunk(slotBytes) : open.iterator().next();
        if (chunk == null) {
            return Spill.NOT_KEPT;
        }
        own.add(chunk);
        int place = chunk.take();
        if (chunk.isFull()) {
            open.remove(chunk);
        } else {
            open.add(chunk);
        }
        if (!spill.write(chunk, place, bytes)) {
            free(place);
            return Spill.NOT_KEPT;
        }
        return place;
    }

    /** The slot at that place, which can be read until the place is freed or the part is closed. */
    public SpillSlot slot(int place) {
        return spill.slot(chunkOf(place), place);
    }

    /* A chunk that was given back may be another part's meanwhile. */
    private Chunk chunkOf(int place) {
        Chunk chunk = spill.chunkOf(place);
        if (chunk == null || !own.contains(chunk)) {
            throw new IllegalStateException("place " + place + " of the spill was given back");
        }
        return chunk;
    }

    /** The bytes at that place are not needed any more. */
    public void free(int place) {
        if (closed) {
            return;
        }
        Chunk chunk = chunkOf(place);
        chunk.free(place);
        Set<Chunk> open = withRoom.computeIfAbsent(chunk.slotBytes(), size -> new LinkedHashSet<>());
        if (chunk.isEmpty()) {
            open.remove(chunk);
            own.remove(chunk);
            spill.giveBack(chunk);
        } else {
            open.add(chunk);
        }
    }

    /** Gives everything back. */
    public void close() {
        closed = true;
        own.forEach(spill::giveBack);
        own.clear();
        withRoom.clear();
    }
}
