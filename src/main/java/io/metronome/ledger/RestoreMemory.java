package io.metronome.ledger;

/** The memory for what is restored. */
@FunctionalInterface
public interface RestoreMemory {

    /**
     * Whether the restore that is under way may hold that many bytes of heap now. Where it may not, it waits and asks again.
     * Called on the restore's thread.
     */
    boolean hasRoomFor(long bytes);

    /**
     * Whether it may hold them beside what other restores have read, and nobody has taken in yet.
     *
     * @param others bytes of heap of those
     */
    default boolean hasRoomFor(long bytes, long others) {
        return hasRoomFor(bytes + others);
    }
}
