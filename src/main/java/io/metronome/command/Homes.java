package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The home partition of each instance: the Java client's murmur2 of its id, modulo the ledger's partition count. That
 * count never changes while workers run, so a home does not change either.
 *
 * @param partitions the ledger's partition count, 1 or more
 */
public record Homes(int partitions) {

    /** The home partition of an instance; only its owner sends for the instance. */
    public int of(String instance) {
        return (murmur2(instance.getBytes(UTF_8)) & 0x7fffffff) % partitions;
    }

    /*
     * The hash of Kafka's DefaultPartitioner, written here again because the client library is not available to this
     * package.
     */
    private static int murmur2(byte[] data) {
        final int m = 0x5bd1e995;
        int h = 0x9747b28c ^ data.length;
        int whole = data.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int k = (data[i] & 0xff)
                    | (data[i + 1] & 0xff) << 8
                    | (data[i + 2] & 0xff) << 16
                    | (data[i + 3] & 0xff) << 24;
            k *= m;
            k ^= k >>> 24;
            h = (h * m) ^ (k * m);
        }
        for (int i = data.length - 1; i >= whole; i--) {
            h ^= (data[i] & 0xff) << (8 * (i - whole));
            if (i == whole) {
                h *= m;
            }
        }
        h ^= h >>> 13;
        h *= m;
        return h ^ (h >>> 15);
    }
}
