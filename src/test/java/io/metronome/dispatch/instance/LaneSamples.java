package io.metronome.dispatch.instance;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.Samples;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;

/** Lanes and waiting commands that tests begin with. */
final class LaneSamples {
    private static final Time TIME = time();

    private LaneSamples() {}

    private static Time time() {
        Clocks clocks = new Clocks();
        return new Time(clocks.scheduler, clocks);
    }

    static InstanceLane lane(OwnedPartition partition) {
        return new InstanceLanes(id -> null, TIME).lane(partition, Samples.INSTANCE);
    }

    static PendingCommand pending(OwnedPartition partition, long offset, int valueBytes) {
        CommandRecord commandRecord = Samples.commandRecord(offset, valueBytes);
        Command command = Samples.command("id-" + offset, Long.MIN_VALUE);
        return new PendingCommand(lane(partition), new CommandBody(commandRecord, command), true, 5);
    }
}
