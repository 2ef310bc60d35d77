package io.metronome.simulation.worker;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.simulation.api.SimulatedApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.worker.SimulatedWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The workers of a storm, and the orchestrator that starts one where one is missing. */
final class WorkerFleet {
    private static final long LOOK_EVERY = MILLISECONDS.toNanos(500);
    /** What a calendar that is right shows when a story begins. */
    static final long EPOCH_MILLIS = DAYS.toMillis(20_000);

    /** How long a restore took, and when it was over. */
    record Restore(SimulatedHost host, long nanos, long at) {}

    private final SimulatedTime line;
    private final SimulatedBroker broker;
    private final SimulatedApi api;
    private final int homes;
    private final Mutation mutation;
    private final boolean skewed;
    private final List<SimulatedWorker> lives = new ArrayList<>();
    private final List<Restore> restores = new ArrayList<>();
    private int wanted;
    private int starting;

    /** @param skewed whether the hosts' calendars disagree */
    WorkerFleet(SimulatedTime line, SimulatedBroker broker, SimulatedApi api, int homes, Mutation mutation, boolean skewed) {
        this.line = line;
        this.broker = broker;
        this.api = api;
        this.homes = homes;
        this.mutation = mutation;
        this.skewed = skewed;
        line.in(0, this::look);
    }

    int homes() {
        return homes;
    }

    List<SimulatedWorker> lives() {
        return lives;
    }

    List<Restore> restores() {
        return restores;
    }

    /** So many workers are wanted from now on. */
    void scaleTo(int workers) {
        wanted = workers;
        List<SimulatedWorker> running = running();
        running.subList(Math.min(wanted, running.size()), running.size()).forEach(SimulatedWorker::stop);
    }

    /** A worker that runs, any one. */
    Optional<SimulatedWorker> anyLife() {
        List<SimulatedWorker> running =
                running().stream().filter(life -> !life.host().isFrozen()).toList();
        return running.isEmpty()
                ? Optional.empty()
                : Optional.of(running.get(line.random().nextInt(running.size())));
    }

    List<SimulatedWorker> running() {
        return new ArrayList<>(
                lives.stream().filter(life -> life.host().isAlive()).toList());
    }

    private void look() {
        for (int missing = wanted - running().size() - starting; missing > 0; missing--) {
            starting++;
            line.in(line.between(200_000, 8_000_000), () -> broker.whenUp(this::start));
        }
        line.in(LOOK_EVERY, this::look);
    }

    private void start() {
        starting--;
        long uptime = line.between(0, DAYS.toMicros(30));
        long skew = skewed ? line.random().nextInt(60_000) - 30_000 : 0;
        SimulatedHost host = new SimulatedHost(line, "worker-" + (lives.size() + 1), uptime, EPOCH_MILLIS + skew);
        lives.add(new SimulatedWorker(
                host, broker, api, homes, mutation, nanos -> restores.add(new Restore(host, nanos, line.now()))));
    }
}
