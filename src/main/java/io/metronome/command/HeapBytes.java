package io.metronome.command;

import org.jspecify.annotations.Nullable;

/**
 * What objects cost on the heap of a HotSpot JVM with compressed references, in bytes. What counts against
 * {@code intake.max-pending-bytes} is counted with these, so that the bound is one of the heap itself.
 */
public final class HeapBytes {
    /** An {@code ArrayList} without its array. */
    static final int LIST = 24;

    private static final int OBJECT_HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int STRING = 24;
    private static final int LARGEST_LATIN_1 = 0xff;
    /* Of heaps up to 2 GB. */
    private static final long REGION = 1 << 20;

    private HeapBytes() {}

    /** An object whose fields have that many bytes: a reference has 4. */
    public static int ofFields(int bytes) {
        return whole(OBJECT_HEADER + bytes);
    }

    /** An array of bytes. */
    public static int of(byte @Nullable [] array) {
        return array == null ? 0 : (int) ofArray(array.length);
    }

    /** An array whose elements have that many bytes. G1 gives a large one regions of its own, and the last is not shared. */
    public static long ofArray(long bytes) {
        long all = (ARRAY_HEADER + bytes + 7) & ~7L;
        return all < REGION / 2 ? all : (all + REGION - 1) / REGION * REGION;
    }

    /** An array of references, without what they refer to. */
    static int ofReferences(int count) {
        return whole(ARRAY_HEADER + REFERENCE * count);
    }

    /** A text that no other object shares. */
    public static int of(@Nullable String text) {
        return text == null ? 0 : STRING + whole(ARRAY_HEADER + text.length() * width(text));
    }

    /* A text is kept with one byte for each character if all of them are in Latin-1. */
    private static int width(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LARGEST_LATIN_1) {
                return Character.BYTES;
            }
        }
        return 1;
    }

    private static int whole(int bytes) {
        return (bytes + 7) & ~7;
    }
}
