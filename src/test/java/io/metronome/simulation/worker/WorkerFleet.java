package io.metronome.simulation.worker;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.ledger.LedgerFormat;
import io.metronome.simulation.api.SimulatedApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The workers of a storm, and the orchestrator that starts one where one is missing. */
public final class WorkerFleet {
    private static final long LOOK_EVERY = MILLISECONDS.toNanos(500);
    /** The beginning of every story on a calendar that is right, milliseconds since the epoch. */
    public static final long EPOCH_MILLIS = DAYS.toMillis(20_000);

    /** How long a restore took, and when it was over. */
    public record Restore(SimulatedHost host, long nanos, long at) {}

    private final SimulatedTime time;
    private final SimulatedBroker broker;
    private final SimulatedApi api;
    private final int homes;
    private final Mutation mutation;
    private final boolean skewed;
    private final IntFunction<LedgerFormat> formats;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<Restore> restores = new ArrayList<>();
    private int wanted;
    private int starting;

    /**
     * @param skewed whether the hosts' calendars disagree
     * @param formats the format in which each worker writes the ledger, by the worker's number
     */
    public WorkerFleet(
            SimulatedTime time,
            SimulatedBroker broker,
            SimulatedApi api,
            int homes,
            Mutation mutation,
            boolean skewed,
            IntFunction<LedgerFormat> formats) {
        this.time = time;
        this.broker = broker;
        this.api = api;
        this.homes = homes;
        this.mutation = mutation;
        this.skewed = skewed;
        this.formats = formats;
        time.in(0, this::look);
    }

    public int homes() {
        return homes;
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
        time.in(LOOK_EVERY, this::look);
    }

    private void start() {
        starting--;
        long uptime = time.between(0, DAYS.toMicros(30));
        long skew = skewed ? time.random().nextInt(60_000) - 30_000 : 0;
        int number = workers.size() + 1;
        SimulatedHost host = new SimulatedHost(time, "worker-" + number, uptime, EPOCH_MILLIS + skew);
        time.tell(Kind.PROCESS, host.name() + " starts");
        WorkerSettings settings = WorkerSettings.ofStorm(homes, formats.apply(number), time.random()::nextDouble);
        workers.add(new SimulatedWorker(host, broker, api, settings, mutation, nanos -> {
            time.tell(Kind.RESTORED, host.name());
            restores.add(new Restore(host, nanos, time.now()));
        }));
    }
}
