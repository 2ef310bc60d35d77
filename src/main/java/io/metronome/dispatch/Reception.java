package io.metronome.dispatch;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.command.Outcome;
import io.metronome.dispatch.instance.CommandBody;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.InstanceLanes;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.RestoredPartition;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.ledger.PendingCommandRecord;
import java.util.function.BiConsumer;

/**
 * The pipeline's first steps: a record that was read, by this worker or by a former owner, becomes a command that waits
 * for its turn, or ends at once.
 */
final class Reception {
    private final InstanceLanes lanes;
    private final Admission admission;
    private final CommandEnds ends;
    private final PipelineStats stats;
    private final DispatchListener listener;
    private final Time time;
    private final EarlyDeliveries early;
    private final BiConsumer<PendingCommand, Outcome.Accepted> confirming;

    /** @param confirming goes on with a setSettings that a former owner saw accepted */
    Reception(
            InstanceLanes lanes,
            Admission admission,
            CommandEnds ends,
            PipelineStats stats,
            DispatchListener listener,
            Time time,
            BiConsumer<PendingCommand, Outcome.Accepted> confirming) {
        this.lanes = lanes;
        this.admission = admission;
        this.ends = ends;
        this.stats = stats;
        this.listener = listener;
        this.time = time;
        this.early = new EarlyDeliveries(time);
        this.confirming = confirming;
    }

    /** Takes in the records of a partition that a poll brought, unless records before them are missing. */
    void take(OwnedPartition partition, DecodedBatch batch) {
        if (partition.delta().position() < batch.from()) {
            early.dropped(partition, batch);
            return;
        }
        early.ended(partition);
        for (DecodedBatch.DecodedRecord read : batch.records()) {
            // A record that is read a second time was taken in the first time.
            if (read.commandRecord().offset() >= partition.delta().position()) {
                tellDelay(read.commandRecord(), batch.receivedAt());
                admit(partition, read.commandRecord(), read.decoded(), batch.receivedAt());
            }
        }
        partition.delta().taken(batch.next());
    }

    /** The partition is not read by this worker any more. */
    void gone(OwnedPartition partition) {
        early.ended(partition);
    }

    /* Records of producers older than Kafka 0.10 have no timestamp; it reads as -1. */
    private void tellDelay(CommandRecord commandRecord, long receivedAt) {
        if (commandRecord.timestamp() >= 0) {
            listener.recordRead(receivedAt - commandRecord.timestamp());
        }
    }

    private void admit(OwnedPartition partition, CommandRecord commandRecord, Decoded decoded, long receivedAt) {
        switch (admission.of(partition, commandRecord, decoded)) {
            case Admission.Refused refused -> partition.delta().read(refused.refusal());
            case Admission.Admitted admitted -> {
                Command command = admitted.command();
                InstanceLane lane = lanes.lane(partition, command.instance());
                CommandBody body = new CommandBody(commandRecord, command);
                PendingCommand pending = new PendingCommand(lane, body, admitted.verified(), receivedAt);
                partition.delta().read(pending);
                listener.received(pending.method());
                count(pending);
                ends.timers().add(pending, command.notBefore());
            }
        }
    }

    /** Takes in a command that a former owner had read. */
    void takeBack(OwnedPartition partition, RestoredPartition.RestoredCommand found) {
        CommandRecord commandRecord = found.waiting().commandRecord();
        Outcome.Accepted accepted = found.waiting().accepted();
        if (accepted != null && found.decoded() instanceof Decoded.UnknownInstance unknownInstance) {
            // The API has accepted it. That its instance has left the file since cannot undo that.
            takeBack(partition, found, new Admission.Admitted(unknownInstance.command(), false));
            return;
        }
        switch (admission.again(commandRecord, found.decoded())) {
            case Admission.Refused refused -> partition.delta().restored(refused.refusal(), found.place());
            case Admission.Admitted admitted -> takeBack(partition, found, admitted);
        }
    }

    private void takeBack(
            OwnedPartition partition, RestoredPartition.RestoredCommand found, Admission.Admitted admitted) {
        PendingCommandRecord waiting = found.waiting();
        Command command = admitted.command();
        InstanceLane lane = lanes.lane(partition, command.instance());
        PendingCommand pending = PendingCommand.restored(lane, waiting, command, admitted.verified(), time);
        partition.delta().restored(pending, found.place());
        count(pending);
        if (waiting.accepted() != null) {
            confirming.accept(pending, waiting.accepted());
            return;
        }
        ends.takeBack(pending, command.notBefore(), waiting.announced());
    }

    private void count(PendingCommand pending) {
        pending.partition().pending(pending.priority(), 1);
        stats.pending(pending.priority(), 1);
        if (pending.idHash() != SentIds.NONE) {
            pending.partition().sentIds().pending(pending);
        }
    }
}
