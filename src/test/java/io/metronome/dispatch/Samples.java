package io.metronome.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Catalogue;
import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.command.OnUnknown;
import io.metronome.command.Priority;
import io.metronome.command.Reply;
import io.metronome.command.Source;
import java.util.List;
import java.util.Objects;

/** Commands on partition 3 of straw. */
final class Samples {
    static final int PARTITION = 3;
    static final String INSTANCE = "1101000001";
    static final long MILLI = 1_000_000;

    private Samples() {}

    static CommandRecord commandRecord(long offset, int valueBytes) {
        return new CommandRecord(
                "commands",
                PARTITION,
                offset,
                99,
                null,
                new byte[valueBytes],
                List.of(),
                new Source("commands", PARTITION, offset, 99));
    }

    static Command command(String id, long notBefore) {
        return new Command(
                id,
                true,
                INSTANCE,
                Objects.requireNonNull(Catalogue.find("sendTextStatus")),
                0,
                0,
                Priority.NORMAL,
                notBefore,
                Long.MAX_VALUE,
                OnUnknown.RESEND,
                0,
                0,
                null);
    }

    static Decoded understood(long notBefore) {
        return new Decoded.Understood(command("id", notBefore));
    }

    /** A partition that has just been opened, without any assumption. */
    static OwnedPartition partition(long floor) {
        OwnedPartition partition = new OwnedPartition(PARTITION, 1, 0, 600_000);
        partition.phase(OwnedPartition.Phase.OPENING);
        partition.opened(floor, Long.MIN_VALUE);
        return partition;
    }

    static InstanceLane lane(OwnedPartition partition) {
        return new InstanceLanes().lane(partition, INSTANCE);
    }

    static PendingCommand pending(OwnedPartition partition, long offset, int valueBytes) {
        CommandRecord commandRecord = commandRecord(offset, valueBytes);
        Command command = command("id-" + offset, Long.MIN_VALUE);
        PendingCommand pending = new PendingCommand(lane(partition), commandRecord, command, true, 5);
        pending.body(new CommandBody(commandRecord, command));
        return pending;
    }

    static List<Reply> told(String what) {
        return List.of(new Reply("results", null, null, what.getBytes(UTF_8), List.of(), null));
    }
}
