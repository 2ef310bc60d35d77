package io.metronome.simulation.invariants;

import io.metronome.command.PaceRules;
import io.metronome.guarantee.AllGuarantees;
import io.metronome.guarantee.CallSeen;
import io.metronome.guarantee.CapKept;
import io.metronome.guarantee.EveryCommandAnsweredOnce;
import io.metronome.guarantee.GapKeptAtTheApi;
import io.metronome.guarantee.Guarantee;
import io.metronome.guarantee.JitterKept;
import io.metronome.guarantee.NothingOutsideHours;
import io.metronome.guarantee.NothingSentAfterExpiry;
import io.metronome.guarantee.OrderPerInstanceAndPriority;
import io.metronome.guarantee.RefusedNeverSent;
import io.metronome.simulation.api.ApiCall;
import io.metronome.simulation.api.DrawnApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.faults.FaultInjector;
import io.metronome.simulation.worker.WorkerFleet;
import io.metronome.simulation.workload.CommandGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks every guarantee after a storm. */
public final class InvariantChecks {
    private static final Duration TO_THE_MILLISECOND = Duration.ofMillis(2);
    private static final Duration ROUNDED = Duration.ofMillis(1);

    private final SimulatedBroker broker;
    private final DrawnApi api;
    private final CommandGenerator commands;
    private final WorkerFleet fleet;
    private final FaultInjector faults;
    private final List<Invariant> more;
    private final Map<String, PaceRules> rules;
    private final int homes;
    private final List<Invariant> checks;

    /**
     * @param more invariants that are asked beside those of every storm
     * @param rules of the instances file, by instance
     * @param homes the number of partitions
     */
    public InvariantChecks(
            SimulatedBroker broker,
            DrawnApi api,
            CommandGenerator commands,
            WorkerFleet fleet,
            FaultInjector faults,
            List<Invariant> more,
            Map<String, PaceRules> rules,
            int homes) {
        this.broker = broker;
        this.api = api;
        this.commands = commands;
        this.fleet = fleet;
        this.faults = faults;
        this.more = more;
        this.rules = rules;
        this.homes = homes;
        this.checks = List.of(
                new NoWorkerFailed(),
                new ErrorsEndTheProcess(),
                new LoopsBeat(),
                new EveryLaneInOnePlace(),
                new OnlyDeadMembersFenced(),
                new NoCallWithoutLease(),
                new OneCallAtATime(),
                new RepeatsExplained(),
                new AcceptedOncePerId(),
                new RestoredInTime(),
                new NobodyStarves(api),
                new LedgerLeftEmpty());
    }

    public boolean isEverythingAnswered() {
        if (Evidence.recordsOnReplyTopics(broker) < commands.produced().size()) {
            return false;
        }
        Set<Object> answered = new LinkedHashSet<>();
        evidence().replies().forEach(reply -> answered.add(reply.source()));
        return answered.size() >= commands.produced().size();
    }

    /** Every breach, by the name of its guarantee. */
    public List<String> breaches() {
        Evidence evidence = evidence();
        List<String> breaches = new ArrayList<>();
        for (Invariant check : Stream.concat(checks.stream(), more.stream()).toList()) {
            String name = check.getClass().getSimpleName();
            check.ask(evidence, breach -> breaches.add(name + ": " + breach));
        }
        Guarantee always = AllGuarantees.of(new EveryCommandAnsweredOnce(), new GapKeptAtTheApi(Duration.ZERO));
        Map<ApiCall, Duration> delays = evidence.delaysOfNext();
        ask(always, evidence, call -> call.seen(delays.getOrDefault(call, call.delay())), breaches);
        askOrder(evidence.withoutRefused(), breaches);
        ask(
                AllGuarantees.of(
                        new NothingSentAfterExpiry(TO_THE_MILLISECOND),
                        new NothingOutsideHours(rules, TO_THE_MILLISECOND),
                        new CapKept(rules)),
                evidence,
                ApiCall::seenByCalendar,
                breaches);
        ask(AllGuarantees.of(new JitterKept(rules, homes, ROUNDED)), evidence, ApiCall::seen, breaches);
        if (faults.faults().isEmpty()) {
            ask(AllGuarantees.of(new RefusedNeverSent()), evidence, ApiCall::seen, breaches);
        }
        return breaches;
    }

    /* A call of a process that stood still before its last bytes may be early, but it was made: it counts for the order. */
    private static void askOrder(Evidence evidence, List<String> breaches) {
        Guarantee order = AllGuarantees.of(new OrderPerInstanceAndPriority());
        evidence.commands().produced().forEach(order::produced);
        evidence.calls().forEach(call -> order.called(call.seen()));
        breaches.addAll(order.broken());
    }

    private Evidence evidence() {
        return Evidence.of(broker, api, commands, fleet, faults);
    }

    private static void ask(
            Guarantee guarantee, Evidence evidence, Function<ApiCall, CallSeen> seen, List<String> breaches) {
        evidence.commands().produced().forEach(guarantee::produced);
        evidence.eachCall(call -> guarantee.called(seen.apply(call)));
        evidence.replies().forEach(guarantee::replied);
        breaches.addAll(guarantee.broken());
    }
}
