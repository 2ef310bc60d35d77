package io.metronome.ledger;

/** The memory for what is restored. */
@FunctionalInterface
public interface RestoreMemory {

    /**
     * Whether the restore that is under way may hold that many bytes of heap now. Where it may not, it waits and asks again.
     * Called on the restore's thread.
     */
    boolean hasRoomFor(long bytes);
}
