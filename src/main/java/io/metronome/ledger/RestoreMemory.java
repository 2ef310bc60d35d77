package io.metronome.ledger;

/** The memory for what is restored. */
@FunctionalInterface
public interface RestoreMemory {

    /**
     * Whether restores may hold that many bytes of heap now. Where they may not, the one that asks waits and asks again.
     * Called on the threads of the restores.
     *
     * @param bytes what all restores hold that nobody has taken in yet
     * @param mustGoOn whether only commands that were taken in can make room: without any, it has to be enough
     */
    boolean hasRoomFor(long bytes, boolean mustGoOn);
}
