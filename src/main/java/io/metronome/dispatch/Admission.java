package io.metronome.dispatch;

import io.metronome.command.Command;
import io.metronome.command.CommandCodec;
import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.command.Forwarding;
import io.metronome.command.Homes;
import io.metronome.command.Reason;
import io.metronome.command.RecordHeader;
import io.metronome.command.Source;
import io.metronome.dispatch.instance.CommandBody;
import io.metronome.dispatch.instance.Foresight;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.InstanceLanes;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.dispatch.partition.TrackedRecord;
import java.util.OptionalLong;

/**
 * Decides whether a record becomes a command that waits: by its content, its partition, the time, known ids, and what
 * operators want of its instance.
 */
final class Admission {

    /** The decision. */
    sealed interface Decision {}

    /** A command that will have its turn. */
    record Admitted(Command command, boolean verified) implements Decision {}

    /** The record ends here. */
    record Refused(TrackedRecord.Refusal refusal) implements Decision {}

    private final CommandCodec codec;
    private final Homes homes;
    private final boolean unknownInstancesWait;
    private final CommandCompletion completion;
    private final InstanceLanes lanes;
    private final Time time;

    Admission(
            DispatchSettings settings,
            CommandCodec codec,
            CommandCompletion completion,
            InstanceLanes lanes,
            Time time) {
        this.codec = codec;
        this.homes = new Homes(settings.partitions());
        this.unknownInstancesWait = settings.unknownInstancesWait();
        this.completion = completion;
        this.lanes = lanes;
        this.time = time;
    }

    /** A record that was just read. */
    Decision of(OwnedPartition partition, CommandRecord commandRecord, Decoded decoded) {
        return switch (decoded) {
            case Decoded.Refused refused -> new Refused(completion.refused(commandRecord, refused));
            case Decoded.UnknownInstance unknownInstance ->
                unknownInstancesWait
                        ? of(partition, commandRecord, unknownInstance.command(), false)
                        : refused(commandRecord, unknownInstance);
            case Decoded.Understood understood -> of(partition, commandRecord, understood.command(), true);
        };
    }

    /** A record that a former owner had admitted, perhaps under another configuration. */
    Decision again(CommandRecord commandRecord, Decoded decoded) {
        return switch (decoded) {
            case Decoded.Refused refused -> new Refused(completion.refused(commandRecord, refused));
            // Its instance may come back: the lane knows how long to wait.
            case Decoded.UnknownInstance unknownInstance -> new Admitted(unknownInstance.command(), false);
            case Decoded.Understood understood -> new Admitted(understood.command(), true);
        };
    }

    /** A command at its turn: a body that could not be checked when it was admitted is checked now. */
    Decision verified(PendingCommand pending, CommandBody body) {
        if (pending.isVerified()) {
            return new Admitted(body.command(), true);
        }
        Decision decision = again(body.commandRecord(), codec.decode(body.commandRecord()));
        if (decision instanceof Admitted admitted && admitted.verified()) {
            pending.typingMillis(admitted.command().typingMillis());
        }
        return decision;
    }

    private Decision of(OwnedPartition partition, CommandRecord commandRecord, Command command, boolean verified) {
        int home = homes.of(command.instance());
        if (home != partition.number()) {
            return new Refused(moved(commandRecord, command, home));
        }
        if (command.expiresAt() <= time.millis()) {
            return new Refused(completion.refused(
                    commandRecord, command, Reason.EXPIRED, "expiresAt had passed when it was read"));
        }
        long hash = SentIds.hash(command);
        OptionalLong first = hash == SentIds.NONE
                ? OptionalLong.empty()
                : partition.sentIds().find(hash, time.millis());
        if (first.isPresent()) {
            return new Refused(completion.duplicate(commandRecord, command, source(commandRecord, first.getAsLong())));
        }
        String cancelled = lanes.control().of(command.instance()).whyToEnd(commandRecord.offset(), command);
        if (cancelled != null) {
            return new Refused(completion.refused(commandRecord, command, Reason.CANCELLED, cancelled));
        }
        InstanceLane lane = lanes.find(partition, command.instance());
        String late = Foresight.refusal(lane, lanes.rules(command.instance()), command, time.nanos(), time.millis());
        return late == null
                ? new Admitted(command, verified)
                : new Refused(completion.refused(commandRecord, command, Reason.EXPIRED, late));
    }

    /* One hop. Workers that disagree about homes cannot serve one ledger: a second hop is a header of the producer's. */
    private TrackedRecord.Refusal moved(CommandRecord commandRecord, Command command, int home) {
        if (!Forwarding.isForwarded(commandRecord)) {
            return completion.forwarded(commandRecord, command, home);
        }
        String detail = "the header " + Forwarding.ORIGIN + " says that the record was forwarded to partition "
                + commandRecord.partition() + ", but its instance lives on partition " + home
                + ": producers must not write headers that begin with " + RecordHeader.OWN;
        return completion.refused(commandRecord, command, Reason.INVALID, detail);
    }

    private Refused refused(CommandRecord commandRecord, Decoded.UnknownInstance unknownInstance) {
        return new Refused(completion.refused(
                commandRecord, unknownInstance.command(), Reason.UNKNOWN_INSTANCE, unknownInstance.detail()));
    }

    private static String source(CommandRecord commandRecord, long offset) {
        return new Source(commandRecord.topic(), commandRecord.partition(), offset, 0).id();
    }
}
