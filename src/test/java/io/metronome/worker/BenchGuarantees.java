package io.metronome.worker;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.PaceRules;
import io.metronome.guarantee.AllGuarantees;
import io.metronome.guarantee.CallSeen;
import io.metronome.guarantee.CapKept;
import io.metronome.guarantee.EveryCommandAnsweredOnce;
import io.metronome.guarantee.GapKeptAtTheApi;
import io.metronome.guarantee.GapKeptInReplies;
import io.metronome.guarantee.Guarantee;
import io.metronome.guarantee.JitterKept;
import io.metronome.guarantee.NothingOutsideHours;
import io.metronome.guarantee.NothingSentAfterExpiry;
import io.metronome.guarantee.OrderPerInstanceAndPriority;
import io.metronome.guarantee.Received;
import io.metronome.guarantee.RefusedNeverSent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Asks the guarantees about a test: what its producers put and read, and what its API was called. One thread. */
final class BenchGuarantees {
    /** By how much the way to the API may differ from call to call, beside what this machine stalls. */
    private static final Duration JITTER = Duration.ofMillis(100);

    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final String commands;
    private final TestProducer office;
    private final EmulatedApi api;
    private final Stalls stalls;
    private final Map<String, PaceRules> rules;
    private final int partitions;

    /**
     * @param commands the topic of that name
     * @param rules of the instances file, by instance
     */
    BenchGuarantees(
            String commands,
            TestProducer office,
            EmulatedApi api,
            Stalls stalls,
            Map<String, PaceRules> rules,
            int partitions) {
        this.commands = commands;
        this.rules = rules;
        this.partitions = partitions;
        this.office = office;
        this.api = api;
        this.stalls = stalls;
    }

    /** Asks every guarantee. */
    void assertAllKept() {
        List<CallSeen> calls = api.calls();
        assertKept(AllGuarantees.allowing(jitter(calls), rules, partitions), calls);
    }

    /** Asks every guarantee, but how close calls come at the API is asked only after a while. */
    void assertAllKeptOnceWarm() {
        List<CallSeen> calls = api.calls();
        Duration jitter = jitter(calls);
        assertKept(
                AllGuarantees.of(
                        new EveryCommandAnsweredOnce(),
                        new OrderPerInstanceAndPriority(),
                        new GapKeptInReplies(),
                        new NothingSentAfterExpiry(jitter),
                        new NothingOutsideHours(rules, jitter),
                        new CapKept(rules),
                        new RefusedNeverSent()),
                calls);
        Instant warm = calls.getFirst().at().plus(WARM_UP);
        assertKept(
                new GapKeptAtTheApi(jitter),
                calls.stream().filter(call -> call.at().isAfter(warm)).toList());
    }

    /** Asks every guarantee of the pace, and of the order, of a run in which commands still wait. */
    void assertPaceKept() {
        List<CallSeen> calls = api.calls();
        Duration jitter = jitter(calls);
        assertKept(
                AllGuarantees.of(
                        new OrderPerInstanceAndPriority(),
                        new GapKeptAtTheApi(jitter),
                        new GapKeptInReplies(),
                        new NothingOutsideHours(rules, jitter),
                        new CapKept(rules),
                        new JitterKept(rules, partitions, jitter)),
                calls);
    }

    /** Asks those guarantees about the records that were put and these calls. */
    void assertKept(Guarantee guarantee, List<CallSeen> calls) {
        office.takeAll();
        office.posted().forEach((place, post) -> guarantee.produced(post.at(commands, place)));
        calls.forEach(guarantee::called);
        Map<String, Duration> gaps =
                api.calls().stream().collect(toMap(BenchGuarantees::shape, CallSeen::gap, (first, second) -> second));
        for (Received reply : office.replies()) {
            TestCommand post = office.posted().get(reply.source());
            String shape = post == null ? "" : post.instance() + post.body();
            if (!reply.isNotice()) {
                guarantee.replied(reply.seen(gaps.getOrDefault(shape, Duration.ZERO)));
            }
        }
        assertThat(guarantee.broken())
                .as(
                        "broken promises; the worst stall was of %d ms",
                        stalls.worst().toMillis())
                .isEmpty();
    }

    /** Twice the stall: a call that waited in its sender's socket waits for the API's thread as well. */
    Duration jitter(List<CallSeen> calls) {
        NetworkDelay way = new NetworkDelay(calls);
        office.takeAll();
        for (Received reply : office.replies()) {
            TestCommand post = office.posted().get(reply.source());
            Instant sentAt = reply.isNotice() ? null : reply.seen(Duration.ZERO).sentAt();
            if (post != null && sentAt != null) {
                way.started(post.instance(), post.body(), sentAt);
            }
        }
        return JITTER.plus(stalls.worst().multipliedBy(2)).plus(way.longest());
    }

    private static String shape(CallSeen call) {
        return call.instance() + call.body();
    }
}
