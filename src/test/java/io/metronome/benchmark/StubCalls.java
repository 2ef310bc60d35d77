package io.metronome.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every call that the API stub saw, in arrays of numbers: noting a call makes no object. One thread. */
final class StubCalls {
    private static final int FIRST_CAPACITY = 1 << 16;

    private long[] instances = new long[FIRST_CAPACITY];
    private int[] commands = new int[FIRST_CAPACITY];
    private long[] earliest = new long[FIRST_CAPACITY];
    private long[] latest = new long[FIRST_CAPACITY];
    private int count;

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    void add(long instance, int command, long notYet, long now) {
        if (count == commands.length) {
            instances = Arrays.copyOf(instances, 2 * count);
            commands = Arrays.copyOf(commands, 2 * count);
            earliest = Arrays.copyOf(earliest, 2 * count);
            latest = Arrays.copyOf(latest, 2 * count);
        }
        instances[count] = instance;
        commands[count] = command;
        earliest[count] = notYet;
        latest[count] = now;
        count++;
    }

    void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(count);
            for (int i = 0; i < count; i++) {
                out.writeLong(instances[i]);
                out.writeInt(commands[i]);
                out.writeLong(earliest[i]);
                out.writeLong(latest[i]);
            }
        }
    }

    static List<StubCall> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int count = in.readInt();
            List<StubCall> calls = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                calls.add(new StubCall(in.readLong(), in.readInt(), in.readLong(), in.readLong()));
            }
            return calls;
        }
    }
}
