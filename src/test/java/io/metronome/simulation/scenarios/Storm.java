package io.metronome.simulation.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.api.SimulatedApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.faults.FaultInjector;
import io.metronome.simulation.invariants.InvariantChecks;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.worker.Mutation;
import io.metronome.simulation.worker.WorkerFleet;
import io.metronome.simulation.workload.CommandGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One storm: a seed decides everything that happens in it. */
final class Storm {
    private static final long WEATHER = SECONDS.toNanos(40);
    private static final long PATIENCE = SECONDS.toNanos(1_200);
    private static final long HAND_OVER = SECONDS.toNanos(60);

    private final long seed;
    private final SimulatedTime line;
    private final SimulatedBroker broker;
    private final SimulatedApi api;
    private final WorkerFleet fleet;
    private final CommandGenerator campaigns;
    private final FaultInjector mishaps;

    private Storm(long seed, SimulatedTime of, Mutation mutation) {
        this.seed = seed;
        line = of;
        int homes = 1 + line.random().nextInt(3);
        boolean skewed = line.oneIn(2);
        broker = new SimulatedBroker(line, homes + line.random().nextInt(2), WorkerFleet.EPOCH_MILLIS + (skewed ? 7_000 : 0));
        api = new SimulatedApi(line);
        fleet = new WorkerFleet(line, broker, api, homes, mutation, skewed);
        campaigns = new CommandGenerator(line, broker, homes, instances());
        mishaps = new FaultInjector(line, broker, fleet, campaigns);
    }

    /** Runs it, on a thread of its own; every breach of a guarantee that it showed. */
    static List<String> breaches(long seed, Mutation mutation) {
        return SimulatedTime.on(seed, line -> new Storm(seed, line, mutation).run());
    }

    private List<String> instances() {
        List<String> ids = new ArrayList<>();
        int[] delays = {500, 500, 700, 1_000, 2_500, 5_000, 15_000, 30_000};
        for (int i = 0; i < 3 + line.random().nextInt(4); i++) {
            String id = String.valueOf(1_101_000_001L + i);
            ids.add(id);
            api.instance(id, Duration.ofMillis(delays[line.random().nextInt(delays.length)]));
        }
        return ids;
    }

    private List<String> run() {
        fleet.scaleTo(1 + line.random().nextInt(3));
        for (int i = line.random().nextInt(30) + 10; i > 0; i--) {
            line.in(line.between(0, 30_000_000), () -> broker.whenUp(campaigns::one));
        }
        for (int i = line.random().nextInt(7); i > 0; i--) {
            line.in(line.between(1_000_000, 40_000_000), mishaps::one);
        }
        line.run(WEATHER);
        calm();
        InvariantChecks judgement = new InvariantChecks(broker, api, campaigns, fleet, mishaps);
        for (long end = line.now() + PATIENCE; line.now() < end && !judgement.isEverythingAnswered(); ) {
            line.run(line.now() + SECONDS.toNanos(5));
        }
        end();
        List<String> breaches = new ArrayList<>();
        judgement.breaches().forEach(breach -> breaches.add("seed " + seed + ": " + breach));
        if (!breaches.isEmpty()) {
            breaches.add(this.toString());
        }
        return breaches;
    }

    private void calm() {
        fleet.scaleTo(Math.max(1, Math.min(2, fleet.running().size())));
        line.run(line.now() + SECONDS.toNanos(30));
        api.beKind();
    }

    private void end() {
        fleet.scaleTo(0);
        line.run(line.now() + HAND_OVER);
        fleet.lives().forEach(life -> life.host().kill());
        line.run(line.now() + 1);
    }

    @Override
    public String toString() {
        StringBuilder story = new StringBuilder("seed " + seed + ": Story:" + mishaps);
        fleet.restores()
                .forEach(restore -> story.append("%n  %s restored a partition at %.3f s in %.3f s"
                        .formatted(restore.host().name(), restore.at() / 1e9, restore.nanos() / 1e9)));
        api.calls()
                .forEach(call ->
                        story.append("%n  %s called %s".formatted(call.host().name(), call)));
        return story.toString();
    }
}
