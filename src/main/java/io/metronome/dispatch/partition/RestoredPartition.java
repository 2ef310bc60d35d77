package io.metronome.dispatch.partition;

import io.metronome.command.Decoded;
import io.metronome.ledger.BrokerMoment;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.Restored;
import io.metronome.ledger.RestoredBlocks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The state of a partition that a former owner left: decoded, with its commands in the order in which they join their
 * lanes. It is made off the dispatcher's thread, where a million commands would delay every pace. What is taken in leaves
 * the queues, so that nothing is held twice.
 *
 * @param bytes the heap that all of it costs at most, before it is taken in and after that
 */
public record RestoredPartition(
        long position,
        Queue<RestoredCommand> commands,
        Queue<Restored.RestoredPace> paces,
        Queue<InstanceCondition<BrokerMoment>> conditions,
        Queue<Restored.RestoredSentIds> sent,
        Restored.OwnershipEnd end,
        LedgerFormat format,
        RestoredBlocks blocks,
        long bytes) {

    /** Decodes what the ledger has of a command. Any thread. */
    public interface RecordDecoder extends Function<PendingCommandRecord, Decoded> {}

    /** A command that waits, what its record turned out to be, and its {@link io.metronome.ledger.LedgerPlace}. */
    public record RestoredCommand(PendingCommandRecord waiting, Decoded decoded, int place) {}

    static RestoredPartition decoded(Restored restored, RecordDecoder decoding) {
        List<Placed> placed = new ArrayList<>(restored.waiting().size());
        long latest = Long.MIN_VALUE;
        int next = 0;
        for (PendingCommandRecord waiting : restored.waiting()) {
            latest = Math.max(latest, waiting.receivedAt());
            Decoded decoded = decoding.apply(waiting);
            placed.add(new Placed(
                    Math.max(latest, notBefore(decoded)),
                    new RestoredCommand(waiting, decoded, restored.blocks().place(next++))));
        }
        placed.sort(Comparator.comparingLong(Placed::moment));
        Queue<RestoredCommand> commands =
                placed.stream().map(Placed::found).collect(Collectors.toCollection(ArrayDeque::new));
        Queue<Restored.RestoredSentIds> sent = restored.sent().stream()
                .sorted(Comparator.comparingLong(Restored.RestoredSentIds::endedAt))
                .collect(Collectors.toCollection(ArrayDeque::new));
        return new RestoredPartition(
                restored.position(),
                commands,
                new ArrayDeque<>(restored.paces()),
                new ArrayDeque<>(restored.conditions()),
                sent,
                restored.end(),
                restored.format(),
                new RestoredBlocks(
                        restored.blocks().blocks(),
                        new int[0],
                        restored.blocks().next()),
                restored.heapBytes());
    }

    private static long notBefore(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Understood understood -> understood.command().notBefore();
            case Decoded.UnknownInstance unknownInstance ->
                unknownInstance.command().notBefore();
            case Decoded.Refused refused -> Long.MIN_VALUE;
        };
    }

    private record Placed(long moment, RestoredCommand found) {}
}
