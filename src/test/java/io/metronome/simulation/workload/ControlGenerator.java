package io.metronome.simulation.workload;

import io.metronome.command.Homes;
import io.metronome.guarantee.Produced;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Operators of a storm: they pause and resume instances, purge and cancel commands that were read or not, and write records
 * that nobody can obey. One storm in three has some. Nothing is drawn from the seed's own random numbers, so the stories
 * of the others stay what they were.
 */
public final class ControlGenerator {
    private static final int MOST = 8;
    private static final int UNREAD = 6;

    /** A pause without an end, or a resume. */
    public record PauseChange(String instance, boolean isPaused, long at) {}

    /** A purge below an offset of the home partition. */
    public record PurgeOrder(String instance, int home, long below, long at) {}

    /** A cancel. */
    public record CancelOrder(String instance, String commandId, long at) {}

    private final SimulatedTime time;
    private final SimulatedBroker broker;
    private final CommandGenerator commands;
    private final Homes homes;
    private final List<String> instances;
    private final Operators operators;
    private final Random random;
    private final List<PauseChange> pauses = new ArrayList<>();
    private final List<PurgeOrder> purges = new ArrayList<>();
    private final List<CancelOrder> cancels = new ArrayList<>();

    public ControlGenerator(
            SimulatedTime time, SimulatedBroker broker, CommandGenerator commands, int homes, List<String> instances) {
        this.time = time;
        this.broker = broker;
        this.commands = commands;
        this.homes = new Homes(homes);
        this.instances = instances;
        this.operators = new Operators(broker);
        this.random = time.sideRandom();
    }

    public List<PauseChange> pauses() {
        return pauses;
    }

    public List<PurgeOrder> purges() {
        return purges;
    }

    public List<CancelOrder> cancels() {
        return cancels;
    }

    /** Plans what operators do until that moment. */
    public void plan(long until) {
        if (random.nextInt(3) == 0) {
            for (int i = 1 + random.nextInt(MOST); i > 0; i--) {
                time.in((long) (random.nextDouble() * until), () -> broker.whenUp(this::one));
            }
        }
    }

    /** Every instance is resumed. */
    public void calm() {
        Map<String, Boolean> paused = new LinkedHashMap<>();
        pauses.forEach(change -> paused.put(change.instance(), change.isPaused()));
        paused.forEach((instance, isPaused) -> {
            if (isPaused) {
                broker.whenUp(() -> resume(instance));
            }
        });
    }

    private void one() {
        String instance = instances.get(random.nextInt(instances.size()));
        switch (random.nextInt(10)) {
            case 0, 1 -> pause(instance);
            case 2 -> resume(instance);
            case 3, 4, 5 -> purge(instance);
            case 6, 7, 8 -> cancel(instance);
            default -> junk(instance);
        }
    }

    private void pause(String instance) {
        tell("pauses " + instance);
        pauses.add(new PauseChange(instance, true, time.now()));
        operators.pause(instance);
    }

    private void resume(String instance) {
        tell("resumes " + instance);
        pauses.add(new PauseChange(instance, false, time.now()));
        operators.resume(instance);
    }

    private void purge(String instance) {
        int home = homes.of(instance);
        long below = broker.log(SimulatedTopics.COMMANDS, home).end();
        tell("purges " + instance + " below " + below);
        purges.add(new PurgeOrder(instance, home, below, time.now()));
        operators.purge(instance, below);
    }

    /* One in a few was not even produced. */
    private void cancel(String instance) {
        List<Produced> known = commands.produced();
        boolean isToCome = known.isEmpty() || random.nextInt(4) == 0;
        Produced chosen = isToCome ? null : known.get(random.nextInt(known.size()));
        String of = chosen == null ? instance : chosen.instance();
        String id = chosen == null ? "id-" + (known.size() + random.nextInt(UNREAD)) : chosen.commandId();
        tell("cancels " + id + " of " + of);
        cancels.add(new CancelOrder(of, id, time.now()));
        operators.cancel(of, id);
    }

    /* Junk on the key of an order is healed by a worker that has read the order, if there is one. */
    private void junk(String drawn) {
        boolean isOrdered = pauses.stream().anyMatch(one -> one.instance().equals(drawn))
                || purges.stream().anyMatch(one -> one.instance().equals(drawn));
        String instance = isOrdered ? "7" : drawn;
        tell("writes what nobody can obey");
        operators.purge(
                instance,
                broker.log(SimulatedTopics.COMMANDS, homes.of(instance)).end() + 1 + random.nextInt(50));
        operators.write(instance + "/purge/", "{\"below\":1000000}");
        operators.write(instance + "/restart", "{}");
        operators.write(instance + "/pause", "{\"until\":\"tomorrow\"}");
        operators.write("", "");
        operators.write("everybody/pause", "{}");
        operators.write(instance + "/cancel/", "{}");
        operators.write(instance + "/purge", "[7]");
        broker.log(SimulatedTopics.CONTROL, 0).compact(broker.millis());
    }

    private void tell(String what) {
        time.tell(Kind.CONTROL, "an operator " + what);
    }
}
