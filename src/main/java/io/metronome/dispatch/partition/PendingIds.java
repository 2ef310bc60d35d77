package io.metronome.dispatch.partition;

import io.metronome.command.HeapBytes;
import org.jspecify.annotations.Nullable;

/**
 * Commands that have not ended, by the hash of their id. Open addressing with linear probing over references: it takes 5
 * to 32 bytes for each command, and gives memory back when most have ended. Touched on the dispatcher's thread only.
 */
final class PendingIds {
    private static final int LEAST = 16;
    private static final int OBJECT = HeapBytes.ofFields(8);
    private static final int REFERENCE = 4;

    private @Nullable TrackedCommand[] commands = new TrackedCommand[LEAST];
    private int size;

    /** The command whose id has that hash; null when none has. */
    @Nullable
    TrackedCommand find(long hash) {
        return commands[slot(hash)];
    }

    /** That command has an id. If another one has the same, it is forgotten. */
    void put(TrackedCommand command) {
        if (size * 4 >= commands.length * 3) {
            resize(commands.length * 2);
        }
        int slot = slot(command.idHash());
        size += commands[slot] == null ? 1 : 0;
        commands[slot] = command;
    }

    /** The command whose id has that hash has ended. */
    void remove(long hash) {
        int hole = slot(hash);
        if (commands[hole] == null) {
            return;
        }
        size--;
        commands[hole] = null;
        // Those behind a hole move up, or a search for them would end at it.
        int mask = commands.length - 1;
        for (int slot = (hole + 1) & mask; commands[slot] != null; slot = (slot + 1) & mask) {
            TrackedCommand moved = commands[slot];
            commands[slot] = null;
            commands[slot(moved.idHash())] = moved;
        }
        if (commands.length > LEAST && size * 8 < commands.length) {
            resize(commands.length / 2);
        }
    }

    /** Bytes of heap that it costs beside what every empty one does. */
    long bytes() {
        return commands.length == LEAST ? 0 : OBJECT + HeapBytes.ofArray((long) REFERENCE * commands.length);
    }

    /* The hash is well mixed, so its lowest bits spread the commands. */
    private int slot(long hash) {
        int mask = commands.length - 1;
        int slot = (int) hash & mask;
        TrackedCommand there = commands[slot];
        while (there != null && there.idHash() != hash) {
            slot = (slot + 1) & mask;
            there = commands[slot];
        }
        return slot;
    }

    private void resize(int length) {
        @Nullable TrackedCommand[] old = commands;
        commands = new TrackedCommand[length];
        for (TrackedCommand command : old) {
            if (command != null) {
                commands[slot(command.idHash())] = command;
            }
        }
    }
}
