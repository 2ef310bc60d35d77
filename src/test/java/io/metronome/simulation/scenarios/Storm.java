package io.metronome.simulation.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.ledger.LedgerFormat;
import io.metronome.simulation.api.DrawnApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.faults.FaultInjector;
import io.metronome.simulation.faults.Mutations;
import io.metronome.simulation.invariants.InvariantChecks;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story;
import io.metronome.simulation.worker.WorkerFleet;
import io.metronome.simulation.workload.CommandGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One storm: a seed decides everything that happens in it. */
final class Storm {
    private static final long FAULTS_UNTIL = SECONDS.toNanos(40);
    private static final long PATIENCE = SECONDS.toNanos(1_200);
    private static final long HAND_OVER = SECONDS.toNanos(60);

    /**
     * The result of a storm.
     *
     * @param hash of its whole story: two runs of one seed have the same
     * @param breaches of guarantees and invariants, each with the name of the one that was broken
     */
    record Result(long seed, String mutation, String hash, List<String> breaches, Story story) {
        boolean isKept() {
            return breaches.isEmpty();
        }

        /** The message of a failing test: every breach, and how to read the story. */
        @Override
        public String toString() {
            String option = mutation.equals(Mutations.NONE) ? "" : " -Dmutation='" + mutation + "'";
            return String.join(System.lineSeparator(), breaches)
                    + "%nits story: ./mvnw -Pstorm -Dseed=%d%s".formatted(seed, option);
        }
    }

    private final long seed;
    private final String mutation;
    private final SimulatedTime time;
    private final SimulatedBroker broker;
    private final DrawnApi api;
    private final WorkerFleet fleet;
    private final CommandGenerator commands;
    private final FaultInjector faults;

    private Storm(long seed, SimulatedTime time, String mutation) {
        this.seed = seed;
        this.mutation = mutation;
        this.time = time;
        int homes = 1 + time.random().nextInt(3);
        boolean skewed = time.oneIn(2);
        broker = new SimulatedBroker(
                time, homes + time.random().nextInt(2), WorkerFleet.EPOCH_MILLIS + (skewed ? 7_000 : 0));
        api = new DrawnApi(time);
        boolean isUpgrade = seed % 2 == 0;
        fleet = new WorkerFleet(
                time, broker, api, homes, Mutations.named(mutation), skewed, number -> format(isUpgrade, number));
        commands = new CommandGenerator(time, broker, homes, instances(), !isUpgrade);
        faults = new FaultInjector(time, broker, fleet, commands);
    }

    /** Runs the storm of a seed, with every mechanism in its place. */
    static Result run(long seed) {
        return run(seed, Mutations.NONE);
    }

    /**
     * Runs the storm of a seed with workers that lack one mechanism.
     *
     * @param mutation one of {@link Mutations#names}, or {@link Mutations#NONE}
     */
    static Result run(long seed, String mutation) {
        return SimulatedTime.on(seed, time -> new Storm(seed, time, mutation).run());
    }

    /* In an upgrade some workers still write the older format, which says nothing of a delay that is being changed. */
    private static LedgerFormat format(boolean isUpgrade, int worker) {
        return isUpgrade && worker % 2 == 0 ? LedgerFormat.OLDEST_WRITTEN : LedgerFormat.NEWEST;
    }

    private List<String> instances() {
        List<String> ids = new ArrayList<>();
        int[] delays = {500, 500, 700, 1_000, 2_500, 5_000, 15_000, 30_000};
        for (int i = 0; i < 3 + time.random().nextInt(4); i++) {
            String id = String.valueOf(1_101_000_001L + i);
            ids.add(id);
            api.instance(id, Duration.ofMillis(delays[time.random().nextInt(delays.length)]));
        }
        return ids;
    }

    private Result run() {
        fleet.scaleTo(1 + time.random().nextInt(3));
        for (int i = time.random().nextInt(30) + 10; i > 0; i--) {
            time.in(time.between(0, 30_000_000), () -> broker.whenUp(commands::one));
        }
        for (int i = time.random().nextInt(7); i > 0; i--) {
            time.in(time.between(1_000_000, 40_000_000), faults::one);
        }
        time.run(FAULTS_UNTIL);
        calm();
        InvariantChecks checks = new InvariantChecks(broker, api, commands, fleet, faults);
        for (long end = time.now() + PATIENCE; time.now() < end && !checks.isEverythingAnswered(); ) {
            time.run(time.now() + SECONDS.toNanos(5));
        }
        end();
        List<String> breaches = checks.breaches().stream()
                .map(breach -> "seed " + seed + ": " + breach)
                .toList();
        return new Result(seed, mutation, time.story().hash(), breaches, time.story());
    }

    private void calm() {
        fleet.scaleTo(Math.max(1, Math.min(2, fleet.running().size())));
        time.run(time.now() + SECONDS.toNanos(30));
        api.beKind();
    }

    private void end() {
        fleet.scaleTo(0);
        time.run(time.now() + HAND_OVER);
        fleet.workers().forEach(worker -> worker.host().kill());
        time.run(time.now() + 1);
    }
}
