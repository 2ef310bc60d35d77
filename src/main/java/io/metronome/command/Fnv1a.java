package io.metronome.command;

/**
 * The hash FNV-1a with 64 bits, as its authors define it: it is quick, and the same in every process. It protects from
 * nothing. Hashes of it stand in the ledger, so it must not change.
 */
public final class Fnv1a {
    /** The hash of nothing. */
    public static final long BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private Fnv1a() {}

    /** The hash of the text behind what has that hash. Each character is one step, and not each of its bytes. */
    public static long with(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = with(mixed, text.charAt(i));
        }
        return mixed;
    }

    /** The hash of one more step, 0 to 65,535. */
    public static long with(long hash, int step) {
        return (hash ^ step) * PRIME;
    }
}
