package io.metronome.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;

/**
 * Encodes blocks and their ends. A block has a byte for its form, the number of its commands, and for each of them its
 * offset, its length, and the bytes that a record of its own would have.
 */
final class BlockCodec {
    private static final byte FORM = 1;
    private static final int HEAD = 1 + Short.BYTES;
    private static final int BESIDE_COMMAND = Long.BYTES + Integer.BYTES;

    private BlockCodec() {}

    /** Receives a command that has not ended: its number in the block, its offset, and where its bytes are. */
    @FunctionalInterface
    interface CommandReader {
        void read(int index, long offset, int from, int length);
    }

    static byte[] encode(List<PendingCommandRecord> commands) {
        ByteArrayOutputStream one = new ByteArrayOutputStream(512);
        DataOutputStream fields = new DataOutputStream(one);
        return LedgerCodec.bytes(out -> {
            out.writeByte(FORM);
            out.writeShort(commands.size());
            for (PendingCommandRecord command : commands) {
                one.reset();
                LedgerCodec.write(fields, command);
                out.writeLong(command.commandRecord().offset());
                out.writeInt(one.size());
                one.writeTo(out);
            }
        });
    }

    /** The commands of a block, those that have ended included. */
    static int count(byte[] block) {
        checkForm(block, HEAD);
        return ByteBuffer.wrap(block, 1, Short.BYTES).getShort();
    }

    /** Reads the commands of a block that have not ended. */
    static void read(byte[] block, BitSet ended, CommandReader reader) {
        int count = count(block);
        int at = HEAD;
        for (int i = 0; i < count; i++) {
            int left = block.length - at - BESIDE_COMMAND;
            int length = left < 0
                    ? 0
                    : ByteBuffer.wrap(block, at + Long.BYTES, Integer.BYTES).getInt();
            if (left < 0 || length < 0 || length > left) {
                throw new LedgerRefusedException("a block that ends too early");
            }
            if (!ended.get(i)) {
                long offset = ByteBuffer.wrap(block, at, Long.BYTES).getLong();
                reader.read(i, offset, at + BESIDE_COMMAND, length);
            }
            at += BESIDE_COMMAND + length;
        }
    }

    static byte[] encodeEnds(byte[] ended) {
        return ByteBuffer.allocate(1 + ended.length).put(FORM).put(ended).array();
    }

    static BitSet ends(byte[] value) {
        checkForm(value, 1);
        return BitSet.valueOf(ByteBuffer.wrap(value, 1, value.length - 1));
    }

    private static void checkForm(byte[] value, int least) {
        if (value.length < least) {
            throw new LedgerRefusedException("a block that ends too early");
        }
        if (value[0] != FORM) {
            throw new LedgerRefusedException(
                    "a block of the unknown form " + value[0] + ": give the partition to a newer worker");
        }
    }
}
