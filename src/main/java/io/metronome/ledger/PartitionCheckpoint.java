package io.metronome.ledger;

import io.metronome.command.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a checkpoint that is about one partition.
 *
 * @param ownership the ownership under which everything in it was done. The part is dropped if that ownership has ended
 * @param position the next offset to read: every command below it is in here, is in the ledger, or has ended
 * @param header what the partition's header says from now on. Null when only the position is confirmed (a renewal), and
 *     for a partition that has no ledger
 * @param waiting commands that were read and have not ended, or whose state has changed, and that get records of their own
 * @param ended offsets of commands that had records of their own, and have ended or are in a block now
 * @param blocks commands that share records, and the ends of such commands
 * @param paces departures that must be remembered
 * @param conditions of instances whose condition changed
 * @param sentIds hashes of command ids, each followed by its offset, that must not be sent again within the window
 * @param replies results, dead letters and forwarded copies
 */
public record PartitionCheckpoint(
        int partition,
        long ownership,
        long position,
        @Nullable HeaderState header,
        List<PendingCommandRecord> waiting,
        long[] ended,
        BlockChanges blocks,
        List<PaceRecord> paces,
        List<InstanceCondition<MonotonicMoment>> conditions,
        long[] sentIds,
        List<Reply> replies) {

    /** A checkpoint without conditions and blocks. */
    public PartitionCheckpoint(
            int partition,
            long ownership,
            long position,
            @Nullable HeaderState header,
            List<PendingCommandRecord> waiting,
            long[] ended,
            List<PaceRecord> paces,
            long[] sentIds,
            List<Reply> replies) {
        this(
                partition,
                ownership,
                position,
                header,
                waiting,
                ended,
                BlockChanges.NONE,
                paces,
                List.of(),
                sentIds,
                replies);
    }

    /** A checkpoint that confirms a position that was saved before. */
    public static PartitionCheckpoint confirmation(int partition, long ownership, long position) {
        return new PartitionCheckpoint(
                partition, ownership, position, null, List.of(), new long[0], List.of(), new long[0], List.of());
    }

    /**
     * Whether it ends an ownership cleanly.
     *
     * @param homes the ledger's partition count; a partition beyond it has no header that would say so
     */
    public boolean isClean(int homes) {
        return header == null ? partition >= homes : header.clean();
    }

    /** This checkpoint with those replies in their shorter form, or without them when they have none. */
    PartitionCheckpoint without(Set<Reply> refused) {
        List<Reply> others = replies.stream()
                .<Reply>mapMulti((reply, out) -> {
                    if (!refused.contains(reply)) {
                        out.accept(reply);
                    } else if (reply.instead() != null) {
                        out.accept(reply.instead().get());
                    }
                })
                .toList();
        return with(waiting, ended, blocks, others);
    }

    private PartitionCheckpoint with(
            List<PendingCommandRecord> otherWaiting,
            long[] otherEnded,
            BlockChanges otherBlocks,
            List<Reply> otherReplies) {
        return new PartitionCheckpoint(
                partition,
                ownership,
                position,
                header,
                otherWaiting,
                otherEnded,
                otherBlocks,
                paces,
                conditions,
                sentIds,
                otherReplies);
    }

    /** This checkpoint, where the commands of those blocks have records of their own. */
    PartitionCheckpoint split(Set<Long> refused) {
        if (refused.isEmpty()) {
            return this;
        }
        List<PendingCommandRecord> singles = new ArrayList<>(waiting);
        List<BlockChanges.CommandBlock> others = new ArrayList<>();
        Set<Long> alone = new LinkedHashSet<>();
        for (BlockChanges.CommandBlock block : blocks.added()) {
            if (refused.contains(block.number())) {
                singles.addAll(block.commands());
                block.commands().forEach(one -> alone.add(one.commandRecord().offset()));
            } else {
                others.add(block);
            }
        }
        Set<Long> split = new LinkedHashSet<>(blocks.split());
        split.addAll(refused);
        // A command that had a record of its own keeps it.
        long[] otherEnded =
                Arrays.stream(ended).filter(offset -> !alone.contains(offset)).toArray();
        BlockChanges rest = new BlockChanges(others, blocks.ends(), blocks.gone(), blocks.areLeft(), split);
        return with(singles, otherEnded, rest, replies);
    }

    /** This checkpoint with those commands, by offset, in a record without content that says why. */
    PartitionCheckpoint withoutContent(Map<Long, String> refused) {
        if (refused.isEmpty()) {
            return this;
        }
        List<PendingCommandRecord> others = waiting.stream()
                .map(one -> refused.containsKey(one.commandRecord().offset())
                        ? one.withoutContent(refused.get(one.commandRecord().offset()))
                        : one)
                .toList();
        return with(others, ended, blocks, replies);
    }

    /**
     * The content of the header beside the position.
     *
     * @param clean whether every call of the partition has ended, or provably wrote no byte
     */
    public record HeaderState(boolean clean, Floor floor) {}

    /** The latest moment at which an instance without a record may have departed. */
    public sealed interface Floor {
        /** No worker has called before us. */
        record None() implements Floor {}

        /** Milliseconds since the epoch, by the broker's clock: received from a former owner. */
        record At(long brokerMillis) implements Floor {}

        /** Monotonic nanoseconds on this host, possibly in the future. */
        record Here(long nanos) implements Floor {}
    }
}
