package io.metronome.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The state of one ledger partition. It decides the read position, and names the group and topic that the ledger
 * belongs to.
 *
 * @param groupId the consumer group that the ledger belongs to
 * @param topicId the id that Kafka gave the commands topic when it was created
 * @param partitions the ledger's partition count, which defines the homes of the instances
 * @param position the next offset to read
 * @param transactionalId the writer's transactional id. Like the member id, it is for people who read a ledger and
 *     decides nothing
 * @param memberId the writer's member id in the group
 * @param clean whether no call was in flight when the header was written
 * @param floor milliseconds, whose meaning {@code floorKind} says
 * @param floorKind {@link #NO_FLOOR}, {@link #FLOOR_AT} (since the epoch, by the broker's clock) or {@link #FLOOR_AGE}
 *     (from the floor to the writing of this header, negative when the floor is in the future)
 * @param leaseMillis how long after the writing of the header its writer may still call
 */
record PartitionHeader(
        String groupId,
        String topicId,
        int partitions,
        long position,
        String transactionalId,
        String memberId,
        boolean clean,
        byte floorKind,
        long floor,
        long leaseMillis) {

    static final byte NO_FLOOR = 0;
    static final byte FLOOR_AT = 1;
    static final byte FLOOR_AGE = 2;

    void write(DataOutput out, LedgerFormat format) throws IOException {
        out.writeByte(format.number());
        out.writeUTF(groupId);
        out.writeUTF(topicId);
        out.writeInt(partitions);
        out.writeLong(position);
        out.writeUTF(transactionalId);
        out.writeUTF(memberId);
        out.writeBoolean(clean);
        out.writeByte(floorKind);
        out.writeLong(floor);
        out.writeLong(leaseMillis);
    }

    static PartitionHeader read(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        int newest = LedgerFormat.NEWEST.number();
        if (format > newest) {
            throw new LedgerRefusedException("it was written in format " + format
                    + " and this worker knows formats up to " + newest + ": give the partition to a newer worker");
        }
        return new PartitionHeader(
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                in.readBoolean(),
                in.readByte(),
                in.readLong(),
                in.readLong());
    }
}
