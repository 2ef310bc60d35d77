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

/** Who is let in: what a letter holds, seen in the light of where it stands, the time, and what is known already. */
final class Admission {

    /** The decision. */
    sealed interface Decision {}

    /** A command that will have its turn. */
    record Welcome(Command command, boolean verified) implements Decision {}

    /** It ended here. */
    record Refused(TrackedRecord.Refusal refusal) implements Decision {}

    private final CommandCodec codec;
    private final Homes homes;
    private final boolean unknownInstancesWait;
    private final CommandCompletion completion;
    private final Time time;

    Admission(DispatchSettings settings, CommandCodec codec, CommandCompletion completion, Time time) {
        this.codec = codec;
        this.homes = new Homes(settings.partitions());
        this.unknownInstancesWait = settings.unknownInstancesWait();
        this.completion = completion;
        this.time = time;
    }

    /** A letter that was just read. */
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

    /** A letter that was let in once, under a former owner and perhaps another configuration. */
    Decision again(CommandRecord commandRecord, Decoded decoded) {
        return switch (decoded) {
            case Decoded.Refused refused -> new Refused(completion.refused(commandRecord, refused));
            // Its instance may come back: the lane knows how long to wait.
            case Decoded.UnknownInstance unknownInstance -> new Welcome(unknownInstance.command(), false);
            case Decoded.Understood understood -> new Welcome(understood.command(), true);
        };
    }

    /** A command at its turn: a body that could not be checked when it was let in is checked now. */
    Decision verified(PendingCommand pending, CommandBody body) {
        if (pending.isVerified()) {
            return new Welcome(body.command(), true);
        }
        Decision decision = again(body.commandRecord(), codec.decode(body.commandRecord()));
        if (decision instanceof Welcome welcome && welcome.verified()) {
            pending.typingMillis(welcome.command().typingMillis());
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
        long first = hash == SentIds.NONE ? SentIds.FREE : partition.sentIds().find(hash, time.millis());
        if (first != SentIds.FREE) {
            return new Refused(completion.duplicate(commandRecord, command, source(commandRecord, first)));
        }
        return new Welcome(command, verified);
    }

    /* One hop. Workers that disagree about homes cannot serve one ledger, so a second hop is somebody's own header. */
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
