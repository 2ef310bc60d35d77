package io.metronome.dispatch;

import io.metronome.command.Homes;
import io.metronome.command.Instances;
import io.metronome.dispatch.instance.CommandTimers;
import io.metronome.dispatch.instance.InstanceLanes;
import io.metronome.dispatch.instance.LaneViews;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.PartitionLifecycle;
import io.metronome.dispatch.view.ViewResult;
import org.jspecify.annotations.Nullable;

/** Where the answers to questions come from. */
record ViewSources(
        PartitionLifecycle lifecycle,
        InstanceLanes lanes,
        CommandTimers timers,
        LaneViews views,
        EndedCommands ended,
        Instances instances,
        Time time,
        Homes homes) {

    /** The home partition of the instance; null when it is not assigned to this worker. */
    @Nullable
    OwnedPartition home(String instance) {
        int number = homes.of(instance);
        return lifecycle.partitions().stream()
                .filter(partition -> partition.number() == number)
                .findFirst()
                .orElse(null);
    }

    /** The answer where there is no such command in that partition, as far as it is read. */
    static <T> ViewResult<T> absent(OwnedPartition home) {
        String unread = home.unread();
        return unread == null ? new ViewResult.Absent<>() : new ViewResult.NotRead<>(home.number(), unread);
    }

    /** The answer where the commands of the instance are not known here. */
    <T> ViewResult<T> notHere(String instance, @Nullable OwnedPartition home) {
        int number = homes.of(instance);
        return home == null ? new ViewResult.OwnedElsewhere<>(number) : new ViewResult.StillRestoring<>(number);
    }
}
