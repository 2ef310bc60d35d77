package io.metronome.storm;

import io.metronome.guarantee.EveryCommandAnsweredOnce;
import io.metronome.guarantee.GapKeptAtTheApi;
import io.metronome.guarantee.Guarantee;
import io.metronome.guarantee.NothingSentAfterExpiry;
import io.metronome.guarantee.OrderPerInstanceAndPriority;
import io.metronome.guarantee.RefusedNeverSent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Asks every guarantee after a storm. */
final class Judgement {
    private static final Duration TO_THE_MILLISECOND = Duration.ofMillis(2);

    private final Broker broker;
    private final GreenApi api;
    private final Campaigns campaigns;
    private final Fleet fleet;
    private final Mishaps mishaps;
    private final List<Check> checks = List.of(
            new WorkersSound(),
            new OnlyTheDeadFenced(),
            new NoCallWithoutLease(),
            new OneCallAtATime(),
            new RepeatsExplained(),
            new AcceptedOncePerId(),
            new RestoredInTime(),
            new LedgerLeftEmpty());

    Judgement(Broker broker, GreenApi api, Campaigns campaigns, Fleet fleet, Mishaps mishaps) {
        this.broker = broker;
        this.api = api;
        this.campaigns = campaigns;
        this.fleet = fleet;
        this.mishaps = mishaps;
    }

    boolean isEverythingAnswered() {
        Set<Object> answered = new HashSet<>();
        evidence().replies().forEach(reply -> answered.add(reply.source()));
        return answered.size() >= campaigns.produced().size();
    }

    /** Every breach, by the name of its guarantee. */
    List<String> breaches() {
        Evidence evidence = evidence();
        List<String> breaches = new ArrayList<>();
        for (Check check : checks) {
            check.ask(evidence, breach -> breaches.add(named(check, breach)));
        }
        ask(new EveryCommandAnsweredOnce(), evidence, Called::seen, breaches);
        ask(new GapKeptAtTheApi(Duration.ZERO), evidence, Called::seen, breaches);
        ask(new OrderPerInstanceAndPriority(), evidence.withoutRefused(), Called::seen, breaches);
        ask(new NothingSentAfterExpiry(TO_THE_MILLISECOND), evidence, Called::seenByCalendar, breaches);
        if (mishaps.accidents().isEmpty()) {
            ask(new RefusedNeverSent(), evidence, Called::seen, breaches);
        }
        return breaches;
    }

    private Evidence evidence() {
        return Evidence.of(broker, api, campaigns, fleet, mishaps);
    }

    private static void ask(
            Guarantee guarantee,
            Evidence evidence,
            Function<Called, io.metronome.guarantee.CallSeen> seen,
            List<String> breaches) {
        evidence.campaigns().produced().forEach(guarantee::produced);
        evidence.eachCall(call -> guarantee.called(seen.apply(call)));
        evidence.replies().forEach(guarantee::replied);
        guarantee.broken().forEach(breach -> breaches.add(named(guarantee, breach)));
    }

    private static String named(Object guarantee, String breach) {
        return guarantee.getClass().getSimpleName() + ": " + breach;
    }
}
