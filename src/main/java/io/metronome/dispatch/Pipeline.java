package io.metronome.dispatch;

import io.metronome.command.Homes;
import io.metronome.command.Priority;
import io.metronome.control.ControlListener;
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
import io.metronome.dispatch.partition.PartitionListener;
import io.metronome.dispatch.partition.RestoreSource;
import io.metronome.dispatch.partition.RestoredPartition;
import io.metronome.dispatch.view.Views;
import io.metronome.intake.Intake;
import io.metronome.intake.IntakeListener;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import reactor.core.scheduler.Scheduler;

/** Joins intake, partitions, dispatcher and checkpoints on one thread. */
public final class Pipeline implements PartitionListener, Checkpoints.CheckpointListener {
    private final DispatcherLoop loop;
    private final PipelineStats stats;
    private final PartitionLifecycle lifecycle;
    private final Checkpoints checkpoints;
    private final MemoryBudget memory;
    private final Dispatcher dispatcher;
    private final Arrivals arrivals;
    private final Takeover takeover;
    private final DispatchListener listener;
    private final Homes homes;
    private final int itemsPerTask;
    private final WorkerViews views;

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
        this.itemsPerTask = settings.bounds().itemsPerTask();
        this.stats = stats;
        this.homes = new Homes(settings.partitions());
        this.loop = new DispatcherLoop(thread, time, stats::beat, fatal);
        Lease lease = new Lease(time, settings.lease());
        this.lifecycle = new PartitionLifecycle(
                new RestoreSource(
                        ports.ledger(),
                        ports.control(),
                        waiting -> ports.codec().decodeAgain(waiting.commandRecord(), waiting.parsed()),
                        ports.codec().rulesHash()),
                ports.spill(),
                loop,
                time,
                settings,
                ports.listener(),
                this);
        this.checkpoints = new Checkpoints(ports.ledger(), lifecycle, loop, time, lease, settings, this);
        this.memory = new MemoryBudget(loop, lifecycle, stats, time, settings);
        this.dispatcher = new Dispatcher(settings, ports, loop, time, lease, lifecycle, checkpoints, memory, stats);
        this.views = dispatcher.views(settings.partitions());
        this.arrivals = new Arrivals(ports.codec(), loop, time, lifecycle, dispatcher, ports.listener());
        this.takeover = new Takeover(loop, time, itemsPerTask, dispatcher);
    }

    /** Begins to work on what that intake reads. Any thread. */
    public void start(Intake intake) {
        loop.run(() -> {
            memory.count(dispatcher::bytes);
            lifecycle.connect(intake, checkpoints, memory);
            memory.connect(intake);
            loop.start(dispatcher.laneScheduler()::beat);
            checkpoints.start();
            dispatcher.control().start();
        });
    }

    /** The instances file has changed: instances came, went, or moved to another host. Any thread. */
    public void instancesChanged() {
        loop.run(() -> loop.inChunks(
                new ArrayDeque<>(views.lanes()),
                itemsPerTask,
                () -> true,
                some -> some.forEach(dispatcher.laneScheduler()::instanceChanged),
                dispatcher::round));
    }

    /**
     * Whether commands of one of these instances wait here. The answer is also yes for an instance whose home partition
     * is being restored or was refused, since its commands are not known. Any thread; the answer comes from the
     * dispatcher's.
     */
    public Future<Boolean> haveWaitingCommands(Collection<String> instances) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        loop.run(() -> answer.complete(waitingInstances().anyOf(instances)));
        return answer;
    }

    private WaitingInstances waitingInstances() {
        Set<Integer> unknown = new LinkedHashSet<>();
        lifecycle.partitions().stream()
                .filter(partition -> !partition.mayCall())
                .forEach(partition -> unknown.add(partition.number()));
        Set<String> busy = new LinkedHashSet<>();
        views.lanes().stream().filter(lane -> !lane.isIdle()).forEach(lane -> busy.add(lane.instance()));
        return new WaitingInstances(homes, unknown, busy::contains);
    }

    /** Answers questions about instances and commands. */
    public Views views() {
        return views;
    }

    /** Walks through all that is held. Any thread; the answer comes from the dispatcher's. */
    public Future<Inventory> inventory() {
        CompletableFuture<Inventory> answer = new CompletableFuture<>();
        loop.run(() -> answer.complete(dispatcher.inventory(memory.commandBytes())));
        return answer;
    }

    /** The listener that the intake calls. */
    public IntakeListener arrivals() {
        return arrivals;
    }

    /** The listener that the reader of the control topic calls. */
    public ControlListener control() {
        return dispatcher.control();
    }

    @Override
    public void live(OwnedPartition partition, RestoredPartition restored, BrokerTime broker, Runnable done) {
        takeover.begin(partition, restored, broker, () -> {
            done.run();
            dispatcher.control().restored(partition);
            memory.balance();
        });
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
        dispatcher.laneScheduler().announced(partition, saved);
    }

    @Override
    public void gone(OwnedPartition partition) {
        for (Priority priority : Priority.values()) {
            stats.pending(priority, -partition.pending(priority));
        }
        dispatcher.gone(partition);
        dispatcher.control().counted();
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
}
