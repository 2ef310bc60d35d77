package io.metronome.simulation.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.PaceRules;
import io.metronome.simulation.api.DrawnApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.faults.FaultInjector;
import io.metronome.simulation.faults.InstanceFaults;
import io.metronome.simulation.faults.Mutations;
import io.metronome.simulation.faults.RareFaults;
import io.metronome.simulation.faults.SettingsKiller;
import io.metronome.simulation.invariants.CancelledByOrder;
import io.metronome.simulation.invariants.ControlObeyed;
import io.metronome.simulation.invariants.EachCommandInOnePlace;
import io.metronome.simulation.invariants.InvariantChecks;
import io.metronome.simulation.invariants.NothingLeftBehind;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story;
import io.metronome.simulation.time.Story.Kind;
import io.metronome.simulation.worker.FleetSettings;
import io.metronome.simulation.worker.InstancesFile;
import io.metronome.simulation.worker.RareConditions;
import io.metronome.simulation.worker.WorkerFleet;
import io.metronome.simulation.workload.CommandGenerator;
import io.metronome.simulation.workload.ControlGenerator;
import io.metronome.simulation.workload.DrawnRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One storm: a seed decides everything that happens in it. */
final class Storm {
    private static final long FAULTS_UNTIL = SECONDS.toNanos(40);
    /* So few that some blocks are refused. */
    private static final int BLOCK_BYTES = 2_500;
    private static final long PATIENCE = SECONDS.toNanos(2_400);
    private static final long LOOK_EVERY = SECONDS.toNanos(5);
    private static final Duration LONG_GAP = Duration.ofMinutes(20);
    private static final Duration SHORTEST_GAP = Duration.ofMillis(500);
    private static final Duration DAY = Duration.ofDays(1);
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
    private final InstancesFile file = new InstancesFile();
    private final WorkerFleet fleet;
    private final Set<String> slow = new LinkedHashSet<>();
    private final CommandGenerator commands;
    private final InstanceFaults instanceFaults;
    private final FaultInjector faults;
    private final RareFaults rareFaults;
    private final EachCommandInOnePlace places;
    private final ControlGenerator operators;
    private final Map<String, PaceRules> rules;
    private final int homes;

    private Storm(long seed, SimulatedTime time, String mutation) {
        this.seed = seed;
        this.mutation = mutation;
        this.time = time;
        RareConditions rare = RareConditions.of(seed);
        FleetSettings settings = FleetSettings.drawn(time, seed % 2 == 0, seed % 6 == 4, rare);
        int partitions = settings.homes() + time.random().nextInt(2);
        broker = new SimulatedBroker(time, partitions, WorkerFleet.EPOCH_MILLIS + (settings.skewed() ? 7_000 : 0));
        broker.topics().blockBytes(BLOCK_BYTES);
        api = new DrawnApi(time);
        fleet = new WorkerFleet(time, broker, api, settings, file, Mutations.named(mutation));
        List<String> instances = instances();
        if (rare.isCrowded()) {
            instances.stream().filter(id -> !slow.contains(id)).forEach(id -> api.instance(id, SHORTEST_GAP));
        }
        if (rare.hasDayLongGap()) {
            slow.add(instances.getLast());
            api.instance(instances.getLast(), DAY);
        }
        rules = DrawnRules.of(seed, instances, WorkerFleet.EPOCH_MILLIS);
        // A storm does not last long enough for a slow instance that also has jitter.
        rules.keySet().removeAll(slow);
        file.rules(rules);
        homes = settings.homes();
        commands = new CommandGenerator(time, broker, settings.homes(), instances, slow);
        if (rare.hasDayLongGap()) {
            commands.expireAll(instances.getLast());
        }
        operators = new ControlGenerator(time, broker, commands, settings.homes(), instances);
        instanceFaults = new InstanceFaults(time, api, file, fleet, instances);
        faults = new FaultInjector(time, broker, fleet, commands, instanceFaults);
        rareFaults = new RareFaults(time, file, fleet, faults, rare);
        places = new EachCommandInOnePlace(broker, fleet, commands);
        new SettingsKiller(time, api, faults, seed % 5 == 0 ? 2 : 0);
        time.tell(Kind.FAULT, settings.toString());
    }

    /** Runs the storm of a seed, with every mechanism in its place. */
    static Result run(long seed) {
        return run(seed, Mutations.NONE);
    }

    /** The guarantees that the storm of a seed breaks: for a caller whose classes are others than these. */
    static List<String> breaches(long seed) {
        return run(seed).breaches();
    }

    /**
     * Runs the storm of a seed with workers that lack one mechanism.
     *
     * @param mutation one of {@link Mutations#names}, or {@link Mutations#NONE}
     */
    static Result run(long seed, String mutation) {
        return SimulatedTime.on(seed, time -> new Storm(seed, time, mutation).run());
    }

    private List<String> instances() {
        List<String> ids = new ArrayList<>();
        int[] delays = {500, 500, 700, 1_000, 2_500, 5_000, 15_000, 30_000};
        int count = 3 + time.random().nextInt(4);
        for (int i = 0; i < count; i++) {
            String id = String.valueOf(1_101_000_001L + i);
            ids.add(id);
            api.instance(id, Duration.ofMillis(delays[time.random().nextInt(delays.length)]));
        }
        if (time.oneIn(4)) {
            String id = ids.getFirst();
            slow.add(id);
            api.instance(id, LONG_GAP);
        }
        return ids;
    }

    private Result run() {
        fleet.scaleTo(1 + time.random().nextInt(3));
        for (int i = time.random().nextInt(30) + 10; i > 0; i--) {
            time.in(time.between(0, 30_000_000), () -> broker.whenUp(commands::one));
        }
        for (int i = time.random().nextInt(8); i > 0; i--) {
            time.in(time.between(1_000_000, 40_000_000), faults::one);
        }
        operators.plan(FAULTS_UNTIL);
        rareFaults.plan(api, broker, commands, FAULTS_UNTIL);
        while (time.now() < FAULTS_UNTIL) {
            time.run(time.now() + LOOK_EVERY);
            places.look(time.now());
        }
        rareFaults.outage();
        calm();
        NothingLeftBehind leftBehind = new NothingLeftBehind(time, broker, fleet, remembered());
        InvariantChecks checks = new InvariantChecks(
                broker,
                api,
                commands,
                fleet,
                faults,
                List.of(new ControlObeyed(operators), new CancelledByOrder(operators)),
                rules,
                homes);
        for (long end = time.now() + PATIENCE; time.now() < end && !checks.isEverythingAnswered(); ) {
            time.run(time.now() + LOOK_EVERY);
            places.look(time.now());
        }
        if (time.oneIn(8) && checks.isEverythingAnswered()) {
            leftBehind.look();
        }
        end();
        List<String> breaches = Stream.of(checks.breaches(), leftBehind.breaches(), places.breaches())
                .flatMap(List::stream)
                .map(breach -> "seed " + seed + ": " + breach)
                .toList();
        return new Result(seed, mutation, time.story().hash(), breaches, time.story());
    }

    /* The gap of a slow instance lasts longer than the storm, and a call that counts for a cap matters for a day. */
    private Set<String> remembered() {
        Set<String> remembered = new LinkedHashSet<>(slow);
        rules.forEach((instance, rule) -> {
            if (rule.cap() != null) {
                remembered.add(instance);
            }
        });
        return remembered;
    }

    private void calm() {
        instanceFaults.calm();
        fleet.scaleTo(Math.max(1, Math.min(2, fleet.running().size())));
        time.run(time.now() + SECONDS.toNanos(30));
        api.beKind();
        operators.calm();
    }

    private void end() {
        fleet.scaleTo(0);
        time.run(time.now() + HAND_OVER);
        fleet.workers().forEach(worker -> worker.host().kill());
        time.run(time.now() + 1);
    }
}
