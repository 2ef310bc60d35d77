package io.metronome.dispatch;

import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.command.Outcome;
import io.metronome.ledger.PendingCommandRecord;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The pipeline's first steps: a letter that was read, or that a former owner had read, becomes a command that waits for
 * its turn, or ends where it stands. Touched on the dispatcher's thread only.
 */
final class Reception {
    private final Admission admission;
    private final CommandBodies bodies;
    private final CommandTimers timers;
    private final PipelineStats stats;
    private final DispatchListener listener;
    private final Time time;
    private final Consumer<PendingCommand> unanswered;
    private final BiConsumer<PendingCommand, Outcome.Accepted> confirming;

    /**
     * @param unanswered ends a command that a former owner may have called, and that must not be called again
     * @param confirming goes on with a setSettings that a former owner saw accepted
     */
    Reception(
            Admission admission,
            CommandBodies bodies,
            CommandTimers timers,
            PipelineStats stats,
            DispatchListener listener,
            Time time,
            Consumer<PendingCommand> unanswered,
            BiConsumer<PendingCommand, Outcome.Accepted> confirming) {
        this.admission = admission;
        this.bodies = bodies;
        this.timers = timers;
        this.stats = stats;
        this.listener = listener;
        this.time = time;
        this.unanswered = unanswered;
        this.confirming = confirming;
    }

    /** What a poll brought of a partition. */
    void take(OwnedPartition partition, Arrivals.Delivery delivery) {
        for (Arrivals.Arrival arrival : delivery.arrivals()) {
            // What is read a second time was taken in the first time.
            if (!partition.news().isPast(arrival.commandRecord().offset() + 1)) {
                admit(partition, arrival.commandRecord(), arrival.decoded(), delivery.receivedAt());
            }
        }
        partition.news().taken(delivery.next());
    }

    private void admit(OwnedPartition partition, CommandRecord commandRecord, Decoded decoded, long receivedAt) {
        switch (admission.of(partition, commandRecord, decoded)) {
            case Admission.Refused refused -> partition.news().read(refused.refusal());
            case Admission.Welcome welcome -> {
                PendingCommand pending =
                        new PendingCommand(partition, commandRecord, welcome.command(), welcome.verified(), receivedAt);
                partition.news().read(pending);
                listener.received(pending.method());
                keep(pending, new CommandBody(commandRecord, welcome.command()));
                timers.add(pending, welcome.command().notBefore());
            }
        }
    }

    /** What a former owner had read. */
    void takeBack(OwnedPartition partition, RestoredPartition.RestoredCommand found) {
        CommandRecord commandRecord = found.waiting().commandRecord();
        Outcome.Accepted accepted = found.waiting().accepted();
        if (accepted != null && found.decoded() instanceof Decoded.UnknownInstance unknownInstance) {
            // The API has it: that its instance has left the file since cannot undo that.
            takeBack(partition, found.waiting(), new Admission.Welcome(unknownInstance.command(), false));
            return;
        }
        switch (admission.again(commandRecord, found.decoded())) {
            case Admission.Refused refused -> partition.news().restored(refused.refusal());
            case Admission.Welcome welcome -> takeBack(partition, found.waiting(), welcome);
        }
    }

    private void takeBack(OwnedPartition partition, PendingCommandRecord waiting, Admission.Welcome welcome) {
        PendingCommand pending = RestoredPartition.pending(partition, waiting, welcome, time);
        CommandBody body = new CommandBody(waiting.commandRecord(), welcome.command());
        partition.news().restored(pending);
        keep(pending, body);
        if (waiting.accepted() != null) {
            confirming.accept(pending, waiting.accepted());
            return;
        }
        timers.add(pending, body.command().notBefore());
        if (waiting.announced()) {
            unanswered.accept(pending);
        }
    }

    private void keep(PendingCommand pending, CommandBody body) {
        bodies.keep(pending, body);
        pending.partition().pending(pending.priority(), 1);
        stats.pending(pending.priority(), 1);
        if (pending.idHash() != SentIds.NONE) {
            pending.partition().sentIds().pending(pending.idHash(), pending.offset());
        }
    }
}
