package io.metronome.dispatch;

import io.metronome.command.Priority;
import io.metronome.intake.Intake;
import io.metronome.intake.IntakeListener;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.scheduler.Scheduler;

/** The room's front: joins intake, dispatcher, custody and checkpoints on one thread. */
public final class Pipeline implements PartitionLifecycle.Listener, Checkpoints.Listener {
    /* So many restored commands are taken in at once; between two helpings others get their turns. */
    private static final int HELPING = 2_000;

    private final DispatcherLoop loop;
    private final PipelineStats stats;
    private final PartitionLifecycle lifecycle;
    private final Checkpoints checkpoints;
    private final MemoryBudget memory;
    private final Dispatcher dispatcher;
    private final Arrivals arrivals;
    private final DispatchListener listener;

    /**
     * @param stats where it counts for whoever looks from outside
     * @param thread the dispatcher's own: nothing else may run on it
     * @param fatal told of a failure that nobody foresaw; the process must end, since state may be inconsistent
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
        this.memory = new MemoryBudget(lifecycle, stats, settings.maxPendingBytes());
        this.dispatcher = new Dispatcher(settings, ports, loop, time, lease, lifecycle, checkpoints, memory, stats);
        this.arrivals = new Arrivals(ports.codec(), loop, time, lifecycle, dispatcher, ports.listener());
    }

    /** Begins to work on what that intake brings. Any thread. */
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
        loop.run(() -> lookAgain(new ArrayDeque<>(lifecycle.lanes())));
    }

    private void lookAgain(ArrayDeque<InstanceLane> lanes) {
        for (int i = 0; i < HELPING && !lanes.isEmpty(); i++) {
            dispatcher.instanceChanged(lanes.removeFirst());
        }
        if (lanes.isEmpty()) {
            dispatcher.round();
        } else {
            loop.run(() -> lookAgain(lanes));
        }
    }

    /** What the intake tells. */
    public IntakeListener arrivals() {
        return arrivals;
    }

    @Override
    public void live(OwnedPartition partition, RestoredPartition restored, Runnable done) {
        dispatcher.open(partition);
        takeIn(partition, restored.commands(), 0, done);
    }

    @Override
    public void closed(OwnedPartition partition) {
        dispatcher.close(partition);
        memory.balance();
    }

    @Override
    public void announced(List<Announcement> saved) {
        dispatcher.announced(saved);
    }

    @Override
    public void gone(OwnedPartition partition) {
        for (Priority priority : Priority.values()) {
            stats.pending(priority, -partition.pending(priority));
        }
        closed(partition);
    }

    @Override
    public void saved(Checkpoint checkpoint, CommittedCheckpoint saved) {
        lifecycle.saved(checkpoint, saved);
        if (!saved.written().isEmpty()) {
            int puts = checkpoint.sections().stream()
                    .mapToInt(section -> section.waiting().size())
                    .sum();
            int tombstones = checkpoint.sections().stream()
                    .mapToInt(section -> section.ended().length)
                    .sum();
            listener.checkpointed(saved.durationNanos(), puts, tombstones);
        }
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
        int to = Math.min(commands.size(), from + HELPING);
        dispatcher.restored(partition, commands.subList(from, to));
        if (to == commands.size()) {
            // Reading begins unheld; whether there is room for it is looked at from then on.
            partition.held(false);
            done.run();
            memory.balance();
        } else {
            loop.run(() -> takeIn(partition, commands, to, done));
        }
    }
}
