package io.metronome.guarantee;

import io.metronome.command.PaceRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every promise at once. Safe to tell from any thread. */
public final class AllGuarantees implements Guarantee {
    private final List<Guarantee> guarantees;

    private AllGuarantees(List<Guarantee> guarantees) {
        this.guarantees = guarantees;
    }

    /**
     * All of them.
     *
     * @param jitter by how much the way to the API may differ from call to call; zero in a simulation
     * @param rules of the instances file, by instance
     * @param homes the number of partitions
     */
    public static AllGuarantees allowing(Duration jitter, Map<String, PaceRules> rules, int homes) {
        return of(
                new EveryCommandAnsweredOnce(),
                new OrderPerInstanceAndPriority(),
                new GapKeptAtTheApi(jitter),
                new GapKeptInReplies(),
                new NothingSentAfterExpiry(jitter),
                new NothingOutsideHours(rules, jitter),
                new CapKept(rules),
                new JitterKept(rules, homes, jitter),
                new RefusedNeverSent());
    }

    /** These guarantees, in this order. */
    public static AllGuarantees of(Guarantee... guarantees) {
        return new AllGuarantees(List.of(guarantees));
    }

    @Override
    public synchronized void produced(Produced command) {
        guarantees.forEach(guarantee -> guarantee.produced(command));
    }

    @Override
    public synchronized void called(CallSeen call) {
        guarantees.forEach(guarantee -> guarantee.called(call));
    }

    @Override
    public synchronized void replied(ReplySeen reply) {
        guarantees.forEach(guarantee -> guarantee.replied(reply));
    }

    @Override
    public synchronized List<String> broken() {
        return guarantees.stream().flatMap(AllGuarantees::named).toList();
    }

    private static Stream<String> named(Guarantee guarantee) {
        String name = guarantee.getClass().getSimpleName();
        return guarantee.broken().stream().map(breach -> name + ": " + breach);
    }
}
