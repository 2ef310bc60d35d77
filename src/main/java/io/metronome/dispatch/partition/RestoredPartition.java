package io.metronome.dispatch.partition;

import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.ledger.BrokerMoment;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.Restored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The state of a partition that a former owner left: decoded, with its commands in the order in which they join their
 * lanes. It is made off the dispatcher's thread, where a million commands would delay every pace.
 */
public record RestoredPartition(
        long position,
        List<RestoredCommand> commands,
        List<Restored.RestoredPace> paces,
        List<InstanceCondition<BrokerMoment>> conditions,
        List<Restored.RestoredSentIds> sent,
        Restored.OwnershipEnd end) {

    /** Decodes command records. Any thread. */
    public interface RecordDecoder extends Function<CommandRecord, Decoded> {}

    /** A command that waits, and what its record turned out to be. */
    public record RestoredCommand(PendingCommandRecord waiting, Decoded decoded) {}

    static RestoredPartition decoded(Restored restored, RecordDecoder decoding) {
        List<Placed> placed = new ArrayList<>(restored.waiting().size());
        long latest = Long.MIN_VALUE;
        for (PendingCommandRecord waiting : restored.waiting()) {
            latest = Math.max(latest, waiting.receivedAt());
            Decoded decoded = decoding.apply(waiting.commandRecord());
            placed.add(new Placed(Math.max(latest, notBefore(decoded)), new RestoredCommand(waiting, decoded)));
        }
        placed.sort(Comparator.comparingLong(Placed::moment));
        List<RestoredCommand> commands = placed.stream().map(Placed::found).toList();
        List<Restored.RestoredSentIds> sent = restored.sent().stream()
                .sorted(Comparator.comparingLong(Restored.RestoredSentIds::endedAt))
                .toList();
        return new RestoredPartition(
                restored.position(), commands, restored.paces(), restored.conditions(), sent, restored.end());
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
