package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The keys of the ledger: one byte for the kind, then an offset, an instance or a slot. */
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

    byte COMMAND = 'c';
    byte HEADER = 'h';
    byte PACE = 'p';
    byte SENT = 's';
    byte CONDITION = 'i';

    default byte[] encode() {
        return switch (this) {
            case CommandKey command ->
                ByteBuffer.allocate(9).put(COMMAND).putLong(command.offset).array();
            case HeaderKey header -> new byte[] {HEADER};
            case PaceKey pace -> ofInstance(PACE, pace.instance);
            case ConditionKey condition -> ofInstance(CONDITION, condition.instance);
            case SentIdsKey sent ->
                ByteBuffer.allocate(5).put(SENT).putInt(sent.slot).array();
        };
    }

    private static byte[] ofInstance(byte kind, String instance) {
        byte[] id = instance.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + id.length).put(kind).put(id).array();
    }

    /** Decodes a key. A newer version may have kinds that this one does not know. */
    static Key decode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            throw new LedgerRefusedException("a record without a key");
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        if ((bytes[0] == COMMAND && bytes.length != 9) || (bytes[0] == SENT && bytes.length != 5)) {
            throw new LedgerRefusedException("a key of " + bytes.length + " bytes");
        }
        return switch (bytes[0]) {
            case COMMAND -> new CommandKey(rest.getLong());
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
