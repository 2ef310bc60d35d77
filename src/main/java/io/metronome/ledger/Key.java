package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The keys of the ledger: one byte for the kind, then an offset, a number, an instance or a slot. */
sealed interface Key {

    /** A command that waits, by its offset in the commands partition: never reused, and below the header's position. */
    record CommandKey(long offset) implements Key {}

    /** The header of the partition. */
    record HeaderKey() implements Key {}

    /** The last departure of an instance. */
    record PaceKey(String instance) implements Key {}

    /**
     * Ids that were sent, under a slot number. Slots are reused in turn, so compaction keeps the idempotency window.
     */
    record SentIdsKey(int slot) implements Key {}

    /** The condition of an instance. */
    record ConditionKey(String instance) implements Key {}

    /** A block of commands. Its number is in use once at a time. */
    record BlockKey(long number) implements Key {}

    /** Which commands of the block with that number have ended. */
    record EndsKey(long number) implements Key {}

    byte COMMAND = 'c';
    byte HEADER = 'h';
    byte PACE = 'p';
    byte SENT = 's';
    byte CONDITION = 'i';
    byte BLOCK = 'b';
    byte ENDS = 'e';
    int NUMBERED = 1 + Long.BYTES;
    String KINDS = "chpsibe";

    default byte[] encode() {
        return switch (this) {
            case CommandKey command -> ofNumber(COMMAND, command.offset);
            case BlockKey block -> ofNumber(BLOCK, block.number);
            case EndsKey ends -> ofNumber(ENDS, ends.number);
            case HeaderKey header -> new byte[] {HEADER};
            case PaceKey pace -> ofInstance(PACE, pace.instance);
            case ConditionKey condition -> ofInstance(CONDITION, condition.instance);
            case SentIdsKey sent ->
                ByteBuffer.allocate(5).put(SENT).putInt(sent.slot).array();
        };
    }

    private static byte[] ofNumber(byte kind, long number) {
        return ByteBuffer.allocate(NUMBERED).put(kind).putLong(number).array();
    }

    private static byte[] ofInstance(byte kind, String instance) {
        byte[] id = instance.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + id.length).put(kind).put(id).array();
    }

    /** Whether this version knows the kind of the key. A newer one may have others. */
    static boolean isKnown(byte @Nullable [] bytes) {
        return bytes == null || bytes.length == 0 || KINDS.indexOf(bytes[0]) >= 0;
    }

    /** Decodes a key. */
    static Key decode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            throw new LedgerRefusedException("a record without a key");
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        boolean isNumbered = bytes[0] == COMMAND || bytes[0] == BLOCK || bytes[0] == ENDS;
        if ((isNumbered && bytes.length != NUMBERED) || (bytes[0] == SENT && bytes.length != 5)) {
            throw new LedgerRefusedException("a key of " + bytes.length + " bytes");
        }
        return switch (bytes[0]) {
            case COMMAND -> new CommandKey(rest.getLong());
            case BLOCK -> new BlockKey(rest.getLong());
            case ENDS -> new EndsKey(rest.getLong());
            case HEADER -> new HeaderKey();
            case PACE -> new PaceKey(new String(bytes, 1, bytes.length - 1, UTF_8));
            case CONDITION -> new ConditionKey(new String(bytes, 1, bytes.length - 1, UTF_8));
            case SENT -> new SentIdsKey(rest.getInt());
            default ->
                throw new LedgerRefusedException(
                        "a record of the unknown kind " + bytes[0] + ": give the partition to a newer worker");
        };
    }
}
