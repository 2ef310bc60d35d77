package io.metronome.simulation.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.worker.SimulatedWorker;
import io.metronome.simulation.worker.WorkerFleet;
import io.metronome.simulation.workload.CommandGenerator;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong in a storm, and a note of when it did to whom. */
final class FaultInjector {
    /** Something after which a host may have calls that nobody saved. */
    record Accident(SimulatedHost host, long from, long to, String what) {}

    /* A member learns with a heartbeat, or a commit, that it is none any more. */
    private static final long NOTICED_WITHIN = SECONDS.toNanos(5);

    private final SimulatedTime line;
    private final SimulatedBroker broker;
    private final WorkerFleet fleet;
    private final CommandGenerator campaigns;
    private final List<Accident> accidents = new ArrayList<>();
    private final List<long[]> outages = new ArrayList<>();
    private boolean calendarsStepped;

    FaultInjector(SimulatedTime line, SimulatedBroker broker, WorkerFleet fleet, CommandGenerator campaigns) {
        this.line = line;
        this.broker = broker;
        this.fleet = fleet;
        this.campaigns = campaigns;
    }

    List<Accident> accidents() {
        return accidents;
    }

    boolean calendarsStepped() {
        return calendarsStepped;
    }

    List<Accident> accidentsOf(SimulatedHost host) {
        return accidents.stream().filter(accident -> accident.host() == host).toList();
    }

    boolean wasSuspended(SimulatedHost host) {
        return accidentsOf(host).stream().anyMatch(accident -> accident.what().equals("suspended"));
    }

    /** Whether nothing happened that could keep that host from a hand-over. */
    boolean isNone(SimulatedHost host) {
        return accidentsOf(host).isEmpty() && outages.isEmpty();
    }

    /** Whether Kafka was away or slow at some moment between the two. */
    boolean wasKafkaUnwell(long from, long to) {
        return outages.stream().anyMatch(outage -> outage[0] <= to && from <= outage[1]);
    }

    /** One mishap of any kind. */
    void one() {
        switch (line.random().nextInt(18)) {
            case 0, 1 -> kill();
            case 2, 14, 15 -> strikeWithinCheckpoint();
            case 16, 17 -> handOnAtOnce();
            case 3 -> fleet.anyLife().ifPresent(SimulatedWorker::stop);
            case 4, 5 -> freeze();
            case 6 -> suspend();
            case 7, 8 -> expel();
            case 9 -> stepCalendar();
            case 10 -> away();
            case 11 -> slow();
            case 12 -> fleet.scaleTo(1 + line.random().nextInt(3));
            default -> others();
        }
    }

    private void kill() {
        fleet.anyLife().ifPresent(life -> {
            note(life.host(), 0, "killed");
            life.host().kill();
        });
    }

    private void freeze() {
        fleet.anyLife().ifPresent(life -> freeze(life.host()));
    }

    private void freeze(SimulatedHost host) {
        long nanos = line.between(100_000, line.oneIn(2) ? 4_000_000 : 25_000_000);
        note(host, nanos + NOTICED_WITHIN, "frozen");
        host.freeze();
        line.in(nanos, host::thaw);
    }

    private void strikeWithinCheckpoint() {
        fleet.anyLife().ifPresent(life -> {
            SimulatedHost host = life.host();
            boolean kills = line.oneIn(2);
            broker.transactions().trap(host.name(), 1 + line.random().nextInt(8), () -> {
                if (!host.isFrozen() && kills) {
                    note(host, 0, "killed within a checkpoint");
                    host.kill();
                } else if (!host.isFrozen()) {
                    freeze(host);
                }
            });
        });
    }

    /* Who has just taken over hands over. */
    private void handOnAtOnce() {
        if (fleet.running().size() < 2) {
            fleet.scaleTo(2);
        }
        expel();
        line.in(line.between(50_000, 3_000_000), () -> fleet.anyLife().ifPresent(SimulatedWorker::stop));
    }

    /* Shorter than a second and a half it could hide behind a calendar that is stepped the other way meanwhile. */
    private void suspend() {
        fleet.anyLife().ifPresent(life -> {
            long nanos = line.between(1_500_000, 20_000_000);
            note(life.host(), nanos + NOTICED_WITHIN, "suspended");
            life.host().freeze();
            line.in(nanos, () -> life.host().thaw(nanos));
        });
    }

    /* By an operator, or because it did not poll for too long: no session has to run out. */
    private void expel() {
        fleet.anyLife().ifPresent(life -> {
            note(life.host(), NOTICED_WITHIN + SECONDS.toNanos(1), "expelled");
            String id = life.memberId();
            broker.whenUp(campaigns::burst);
            line.in(
                    line.between(50_000, 600_000),
                    () -> broker.whenUp(() -> broker.group().remove(id)));
        });
    }

    private void stepCalendar() {
        fleet.anyLife().ifPresent(life -> {
            calendarsStepped = true;
            life.host().stepCalendar(line.random().nextInt(20_000) - 10_000);
        });
    }

    private void away() {
        long nanos = line.between(300_000, line.oneIn(2) ? 3_000_000 : 20_000_000);
        // A hand-over that cannot be had within the grace ends the process.
        unwell(nanos + SECONDS.toNanos(40));
        broker.goAway();
        line.in(nanos, broker::comeBack);
    }

    private void slow() {
        long nanos = line.between(1_000_000, 10_000_000);
        unwell(nanos + SECONDS.toNanos(10));
        broker.slow(20);
        line.in(nanos, () -> broker.slow(1));
    }

    private void others() {
        switch (line.random().nextInt(4)) {
            case 0 -> {
                broker.topics().remove(SimulatedTopics.ANSWERS);
                line.in(line.between(500_000, 5_000_000), () -> broker.topics().create(SimulatedTopics.ANSWERS));
            }
            case 1 -> broker.group().grow(broker.group().partitions() + 1);
            case 2 -> fleet.anyLife().ifPresent(this::fence);
            default -> compact();
        }
    }

    private void fence(SimulatedWorker life) {
        note(life.host(), NOTICED_WITHIN, "fenced");
        broker.transactions().fenceAll(life.host().name());
    }

    private void compact() {
        for (int partition = 0; partition < fleet.homes(); partition++) {
            broker.log(SimulatedTopics.LEDGER, partition).compact(broker.millis() - SECONDS.toMillis(30));
        }
    }

    private void unwell(long nanos) {
        outages.add(new long[] {line.now(), line.now() + nanos});
    }

    private void note(SimulatedHost host, long nanos, String what) {
        accidents.add(new Accident(host, line.now(), line.now() + nanos + MILLISECONDS.toNanos(1), what));
    }

    @Override
    public String toString() {
        StringBuilder told = new StringBuilder();
        for (Accident accident : accidents) {
            told.append("%n  %s %s at %.3f s for %d ms"
                    .formatted(
                            accident.host().name(),
                            accident.what(),
                            accident.from() / 1e9,
                            NANOSECONDS.toMillis(accident.to() - accident.from())));
        }
        for (long[] outage : outages) {
            told.append("%n  Kafka was unwell at %.3f s".formatted(outage[0] / 1e9));
        }
        return told.toString();
    }
}
