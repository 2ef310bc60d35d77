package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.PaceRecord;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.Restored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What a former owner left, decoded and in the order in which it takes its places: off the dispatcher's thread, where a
 * million commands would hold up every pace.
 */
record RestoredPartition(
        long position,
        List<RestoredCommand> commands,
        List<Restored.Paced> paces,
        List<InstanceCondition> conditions,
        List<Restored.SentIds> sent,
        Restored.End end) {

    /* GREEN-API docs, page SetSettings: delaySendMessagesMilliseconds is 500 at the least. */
    private static final long SHORTEST = MILLISECONDS.toNanos(500);

    /** How letters are read. */
    interface RecordDecoder extends Function<CommandRecord, Decoded> {}

    /** A command that waits, and what its letter says. */
    record RestoredCommand(PendingCommandRecord waiting, Decoded decoded) {}

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
        List<Restored.SentIds> sent = restored.sent().stream()
                .sorted(Comparator.comparingLong(Restored.SentIds::endedAt))
                .toList();
        return new RestoredPartition(
                restored.position(), commands, restored.paces(), restored.conditions(), sent, restored.end());
    }

    /** Gives lanes their last departures, where those still matter. */
    void paces(OwnedPartition partition, BrokerTime broker, Time time) {
        for (Restored.Paced paced : paces) {
            boolean isKnown = paced.delayMillis() != PaceRecord.UNKNOWN;
            int delay = isKnown ? paced.delayMillis() : (int) DAYS.toMillis(1);
            long gap = MILLISECONDS.toNanos(delay + paced.typingMillis());
            long departedAt = broker.nanos(paced.departedAt());
            // Until then a lane that was made anew would count as departed at the floor.
            long matters = Math.max(departedAt, partition.floor()) + gap;
            // A record that allowed a departure before the floor does not tell whether there was one, unless the
            // instance's delay is so long that every departure is announced.
            long least = isKnown ? gap : SHORTEST + MILLISECONDS.toNanos(paced.typingMillis());
            boolean isSure = LongGaps.isLong(paced.delayMillis()) || departedAt + least >= partition.floor();
            if (matters > time.nanos() && isSure) {
                InstanceLane lane = partition.lane(paced.instance());
                lane.keepUntil(matters);
                lane.pace().restored(departedAt, paced.typingMillis());
                lane.hasDeparted(true);
                know(lane, paced, isKnown);
            } else if (matters > time.nanos()) {
                know(partition.lane(paced.instance()), paced, isKnown);
            } else {
                partition.remembered(paced.instance(), true);
            }
        }
    }

    private static void know(InstanceLane lane, Restored.Paced paced, boolean isKnown) {
        lane.remembered(true);
        if (isKnown) {
            lane.pace().know(paced.delayMillis());
        }
    }

    /** The index entry of a command as its former owner left it. */
    static PendingCommand pending(
            OwnedPartition partition, PendingCommandRecord waiting, Admission.Welcome welcome, Time time) {
        PendingCommand pending = new PendingCommand(
                partition, waiting.commandRecord(), welcome.command(), welcome.verified(), waiting.receivedAt());
        pending.tried(waiting.attempts(), waiting.failures(), waiting.unknown());
        if (waiting.retryAt() > 0) {
            pending.retry(time.nanosAt(waiting.retryAt()), waiting.retryAt());
        }
        return pending;
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
