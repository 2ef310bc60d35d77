package io.metronome.dispatch;

import io.metronome.command.Priority;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.Announcement;
import io.metronome.dispatch.partition.BrokerTime;
import io.metronome.dispatch.partition.Checkpoints;
import io.metronome.dispatch.partition.Lease;
import io.metronome.dispatch.partition.MemoryBudget;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.PartitionLifecycle;
import io.metronome.dispatch.partition.RestoredPartition;
import io.metronome.intake.Intake;
import io.metronome.intake.IntakeListener;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.scheduler.Scheduler;

/** Joins intake, partitions, dispatcher and checkpoints on one thread. */
public final class Pipeline implements PartitionLifecycle.Listener, Checkpoints.Listener {
    /* Restored commands are taken in by so many at a time. Between two chunks other lanes get their turns. */
    private static final int CHUNK = 2_000;

    private final DispatcherLoop loop;
    private final PipelineStats stats;
    private final PartitionLifecycle lifecycle;
    private final Checkpoints checkpoints;
    private final MemoryBudget memory;
    private final Dispatcher dispatcher;
    private final Arrivals arrivals;
    private final DispatchListener listener;

    /**
     * @param stats the counts that other threads read
     * @param thread the dispatcher's own: nothing else may run on it
     * @param fatal told of an unforeseen failure; the process must end, since state may be inconsistent
     */
    public Pipeline(
            DispatchSettings settings,
            Ports ports,
            PipelineStats stats,
            Scheduler.Worker thread,
            Time time,
            Consumer<Throwable> fatal) {
        this.listener = ports.listener();
        this.stats = stats;
        this.loop = new DispatcherLoop(thread, time, stats::beat, fatal);
        Lease lease = new Lease(time, settings.lease());
        this.lifecycle = new PartitionLifecycle(
                ports.ledger(), ports.codec()::decode, loop, time, settings, ports.listener(), this);
        this.checkpoints = new Checkpoints(ports.ledger(), lifecycle, loop, time, lease, settings, this);
        this.memory = new MemoryBudget(loop, lifecycle, stats, settings.maxPendingBytes());
        this.dispatcher = new Dispatcher(settings, ports, loop, time, lease, lifecycle, checkpoints, memory, stats);
        this.arrivals = new Arrivals(ports.codec(), loop, time, lifecycle, dispatcher, ports.listener());
    }

    /** Begins to work on what that intake reads. Any thread. */
    public void start(Intake intake) {
        loop.run(() -> {
            lifecycle.connect(intake, checkpoints::soon);
            memory.connect(intake);
            loop.start();
            checkpoints.start();
        });
    }

    /** The instances file has changed: instances came, went, or moved to another host. Any thread. */
    public void instancesChanged() {
        loop.run(() -> lookAgain(new ArrayDeque<>(dispatcher.lanes())));
    }

    private void lookAgain(ArrayDeque<InstanceLane> lanes) {
        for (int i = 0; i < CHUNK && !lanes.isEmpty(); i++) {
            dispatcher.instanceChanged(lanes.removeFirst());
        }
        if (lanes.isEmpty()) {
            dispatcher.round();
        } else {
            loop.run(() -> lookAgain(lanes));
        }
    }

    /** The listener that the intake calls. */
    public IntakeListener arrivals() {
        return arrivals;
    }

    @Override
    public void live(OwnedPartition partition, RestoredPartition restored, BrokerTime broker, Runnable done) {
        dispatcher.open(partition, restored, broker);
        takeIn(partition, restored.commands(), 0, done);
    }

    @Override
    public void counted() {
        memory.balance();
    }

    @Override
    public void closed(OwnedPartition partition) {
        dispatcher.close(partition);
        memory.balance();
    }

    @Override
    public void announced(OwnedPartition partition, List<Announcement<?>> saved) {
        dispatcher.announced(partition, saved);
    }

    @Override
    public void gone(OwnedPartition partition) {
        for (Priority priority : Priority.values()) {
            stats.pending(priority, -partition.pending(priority));
        }
        dispatcher.gone(partition);
        memory.balance();
    }

    @Override
    public void saved(Checkpoint checkpoint, CommittedCheckpoint saved) {
        saved.unwritable().forEach(dispatcher::unwritable);
        lifecycle.saved(checkpoint, saved);
        int puts = checkpoint.sections().stream()
                .mapToInt(section -> section.waiting().size())
                .sum();
        int tombstones = checkpoint.sections().stream()
                .mapToInt(section -> section.ended().length)
                .sum();
        listener.checkpointed(saved.durationNanos(), puts, tombstones);
        dropped();
    }

    @Override
    public void dropped() {
        memory.balance();
        dispatcher.round();
    }

    @Override
    public void ledgerLost() {
        lifecycle.restoreAll();
        memory.balance();
    }

    private void takeIn(
            OwnedPartition partition, List<RestoredPartition.RestoredCommand> commands, int from, Runnable done) {
        if (!partition.mayCall()) {
            return;
        }
        int to = Math.min(commands.size(), from + CHUNK);
        dispatcher.restored(partition, commands.subList(from, to));
        if (to == commands.size()) {
            // Reading begins unheld; whether there is room for it is looked at from then on.
            partition.resumeReading();
            done.run();
            memory.balance();
        } else {
            loop.run(() -> takeIn(partition, commands, to, done));
        }
    }
}
