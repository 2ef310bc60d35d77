package io.metronome.simulation.worker;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.ledger.LedgerSettings;
import io.metronome.simulation.api.SimulatedApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The workers of a storm, and the orchestrator that starts one where one is missing. */
public final class WorkerFleet {
    private static final long LOOK_EVERY = MILLISECONDS.toNanos(500);
    private static final long READ_WITHIN_MICROS = SECONDS.toMicros(10);
    /** The beginning of every story on a calendar that is right, milliseconds since the epoch. */
    public static final long EPOCH_MILLIS = DAYS.toMillis(20_000);

    /** How long a restore took, and when it was over. */
    public record Restore(SimulatedHost host, long nanos, long at) {}

    private final SimulatedTime time;
    private final SimulatedBroker broker;
    private final SimulatedApi api;
    private final FleetSettings settings;
    private final InstancesFile file;
    private final Mutation mutation;
    private final WorkerWatch watch;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Map<SimulatedWorker, InstancesFile.Copy> copies = new LinkedHashMap<>();
    private final List<Restore> restores = new ArrayList<>();
    private int wanted;
    private int starting;

    public WorkerFleet(
            SimulatedTime time,
            SimulatedBroker broker,
            SimulatedApi api,
            FleetSettings settings,
            InstancesFile file,
            Mutation mutation) {
        this.time = time;
        this.broker = broker;
        this.api = api;
        this.settings = settings;
        this.file = file;
        this.mutation = mutation;
        this.watch = new WorkerWatch(time, api.calls(), this::copy);
        time.in(0, this::look);
    }

    public int homes() {
        return settings.homes();
    }

    /** The settings of their ledger. */
    public LedgerSettings ledger() {
        return WorkerSettings.ofStorm(settings, 1, id -> null, () -> 0).ledger();
    }

    /** How long each restore waits for room in the heap, nanoseconds. */
    public long restoreWaits() {
        return settings.rare().restoreWaits();
    }

    /** The watch over the workers. */
    public WorkerWatch watch() {
        return watch;
    }

    /** The instances file was edited: each worker reads it some seconds later. */
    public void fileEdited() {
        for (SimulatedWorker worker : running()) {
            worker.host().in(time.between(0, READ_WITHIN_MICROS), () -> read(worker));
        }
    }

    /** The instances file was edited, and every worker reads it at this moment. */
    public void readAtOnce() {
        running().forEach(this::read);
    }

    private void read(SimulatedWorker worker) {
        copy(worker).read(file);
        worker.instancesChanged();
    }

    private InstancesFile.Copy copy(SimulatedWorker worker) {
        return Objects.requireNonNull(copies.get(worker));
    }

    public List<SimulatedWorker> workers() {
        return workers;
    }

    public List<Restore> restores() {
        return restores;
    }

    /** Sets the number of workers that are wanted from now on. */
    public void scaleTo(int workers) {
        wanted = workers;
        List<SimulatedWorker> running = running();
        running.subList(Math.min(wanted, running.size()), running.size()).forEach(SimulatedWorker::stop);
    }

    /** A worker that runs, any one. */
    public Optional<SimulatedWorker> anyWorker() {
        List<SimulatedWorker> running =
                running().stream().filter(worker -> !worker.host().isFrozen()).toList();
        return running.isEmpty()
                ? Optional.empty()
                : Optional.of(running.get(time.random().nextInt(running.size())));
    }

    public List<SimulatedWorker> running() {
        return new ArrayList<>(
                workers.stream().filter(worker -> worker.host().isAlive()).toList());
    }

    private void look() {
        for (int missing = wanted - running().size() - starting; missing > 0; missing--) {
            starting++;
            time.in(time.between(200_000, 8_000_000), () -> broker.whenUp(this::start));
        }
        watch.look(running(), broker.isUp());
        time.in(LOOK_EVERY, this::look);
    }

    private void start() {
        starting--;
        long uptime = time.between(0, time.oneIn(3) ? SECONDS.toMicros(90) : DAYS.toMicros(30));
        long skew = settings.skewed() ? time.random().nextInt(60_000) - 30_000 : 0;
        int number = workers.size() + 1;
        SimulatedHost host = new SimulatedHost(time, "worker-" + number, uptime, EPOCH_MILLIS + skew);
        time.tell(Kind.PROCESS, host.name() + " starts");
        InstancesFile.Copy copy = new InstancesFile.Copy();
        copy.read(file);
        WorkerSettings own = WorkerSettings.ofStorm(settings, number, copy, time.random()::nextDouble);
        SimulatedWorker worker = new SimulatedWorker(host, broker, api, own, mutation, nanos -> {
            time.tell(Kind.RESTORED, host.name());
            restores.add(new Restore(host, nanos, time.now()));
        });
        workers.add(worker);
        copies.put(worker, copy);
    }
}
