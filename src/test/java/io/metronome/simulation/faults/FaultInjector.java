package io.metronome.simulation.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.cluster.TransactionCoordinator;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import io.metronome.simulation.worker.SimulatedWorker;
import io.metronome.simulation.worker.WorkerFleet;
import io.metronome.simulation.workload.CommandGenerator;
import java.util.ArrayList;
import java.util.List;

/** Injects the faults of a storm, and notes when each of them struck and which host. */
public final class FaultInjector {
    /** A fault after which a host may have made calls that no checkpoint contains. */
    public record Fault(SimulatedHost host, long from, long to, String what) {}

    /* A member learns with a heartbeat, or a commit, that it is none any more. */
    private static final long NOTICED_WITHIN = SECONDS.toNanos(5);
    /* So long a transaction can have been open before Kafka went away. */
    private static final long OPEN_BEFORE = SECONDS.toNanos(1);

    private final SimulatedTime time;
    private final SimulatedBroker broker;
    private final WorkerFleet fleet;
    private final CommandGenerator commands;
    private final InstanceFaults instances;
    private final List<Fault> faults = new ArrayList<>();
    private final List<long[]> outages = new ArrayList<>();
    private final List<long[]> longSilences = new ArrayList<>();
    private boolean calendarsStepped;

    public FaultInjector(
            SimulatedTime time,
            SimulatedBroker broker,
            WorkerFleet fleet,
            CommandGenerator commands,
            InstanceFaults instances) {
        this.time = time;
        this.broker = broker;
        this.fleet = fleet;
        this.commands = commands;
        this.instances = instances;
    }

    public List<Fault> faults() {
        return faults;
    }

    boolean calendarsStepped() {
        return calendarsStepped;
    }

    public List<Fault> faultsOf(SimulatedHost host) {
        return faults.stream().filter(fault -> fault.host() == host).toList();
    }

    public boolean wasSuspended(SimulatedHost host) {
        return faultsOf(host).stream().anyMatch(fault -> fault.what().equals("suspended"));
    }

    /** Whether nothing happened that could keep that host from a hand-over. */
    public boolean isNone(SimulatedHost host) {
        return faultsOf(host).isEmpty() && outages.isEmpty();
    }

    /** Whether Kafka was away or slow at some moment between the two. */
    public boolean wasKafkaUnwell(long from, long to) {
        return isAnyWithin(outages, from, to);
    }

    /** Whether Kafka was away at some moment between the two, and for so long that it ended open transactions. */
    public boolean hasKafkaEndedTransactions(long from, long to) {
        return isAnyWithin(longSilences, from, to);
    }

    private static boolean isAnyWithin(List<long[]> times, long from, long to) {
        return times.stream().anyMatch(time -> time[0] <= to && from <= time[1]);
    }

    /** One mishap of any kind. */
    public void one() {
        switch (time.random().nextInt(26)) {
            case 0, 1 -> kill();
            case 2, 14, 15 -> strikeWithinCheckpoint();
            case 16, 17 -> handOnAtOnce();
            case 3 -> fleet.anyWorker().ifPresent(SimulatedWorker::stop);
            case 4, 5 -> freeze();
            case 6 -> suspend();
            case 7, 8 -> expel();
            case 9 -> stepCalendar();
            case 10 -> away(time.between(300_000, time.oneIn(2) ? 3_000_000 : 20_000_000));
            case 11 -> slow();
            case 18, 19, 20 -> expelWhileFrozen();
            case 12 -> fleet.scaleTo(1 + time.random().nextInt(3));
            case 21, 22, 23 -> instances.one();
            case 24 -> breakThread();
            default -> others();
        }
    }

    /* As when the heap is full: the process must end, whichever thread it is. */
    private void breakThread() {
        fleet.anyWorker()
                .ifPresent(worker -> worker.breakThread(
                        time.random().nextInt(3), () -> note(worker.host(), RareFaults.DIES_WITHIN, "out of memory")));
    }

    private void kill() {
        fleet.anyWorker().ifPresent(worker -> kill(worker.host()));
    }

    void kill(SimulatedHost host) {
        note(host, 0, "killed");
        host.kill();
    }

    private void freeze() {
        fleet.anyWorker().ifPresent(worker -> freeze(worker.host()));
    }

    private void freeze(SimulatedHost host) {
        long nanos = time.between(100_000, time.oneIn(2) ? 4_000_000 : 25_000_000);
        note(host, nanos + NOTICED_WITHIN, "frozen");
        host.freeze();
        time.in(nanos, () -> {
            tell(host.name() + " goes on");
            host.thaw();
        });
    }

    private void strikeWithinCheckpoint() {
        fleet.anyWorker().ifPresent(worker -> {
            SimulatedHost host = worker.host();
            boolean kills = time.oneIn(2);
            broker.transactions().trap(host.name(), 1 + time.random().nextInt(8), () -> {
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
        time.in(time.between(50_000, 3_000_000), () -> fleet.anyWorker().ifPresent(SimulatedWorker::stop));
    }

    /* Shorter than a second and a half it could hide behind a calendar that is stepped the other way meanwhile. */
    private void suspend() {
        fleet.anyWorker().ifPresent(worker -> {
            long nanos = time.between(1_500_000, 20_000_000);
            note(worker.host(), nanos + NOTICED_WITHIN, "suspended");
            worker.host().freeze();
            time.in(nanos, () -> {
                tell(worker.host().name() + " goes on");
                worker.host().thaw(nanos);
            });
        });
    }

    /* A process that stands still while its partitions move, and goes on while it believes in its lease. */
    private void expelWhileFrozen() {
        fleet.scaleTo(Math.max(2, fleet.running().size()));
        fleet.anyWorker().ifPresent(worker -> {
            long nanos = time.between(1_000_000, 2_900_000);
            note(worker.host(), nanos + SECONDS.toNanos(2) + NOTICED_WITHIN, "expelled and frozen");
            String id = worker.memberId();
            broker.whenUp(commands::burst);
            broker.whenUp(commands::burst);
            time.in(time.between(600_000, 1_500_000), () -> {
                worker.host().freeze();
                broker.whenUp(() -> broker.group().remove(id));
                time.in(nanos, () -> {
                    tell(worker.host().name() + " goes on");
                    worker.host().thaw();
                });
            });
        });
    }

    /* By an operator, or because it did not poll for too long: no session has to run out. */
    private void expel() {
        fleet.anyWorker().ifPresent(worker -> {
            note(worker.host(), NOTICED_WITHIN + SECONDS.toNanos(1), "expelled");
            String id = worker.memberId();
            broker.whenUp(commands::burst);
            time.in(
                    time.between(50_000, 600_000),
                    () -> broker.whenUp(() -> broker.group().remove(id)));
        });
    }

    private void stepCalendar() {
        fleet.anyWorker().ifPresent(worker -> {
            calendarsStepped = true;
            int millis = time.random().nextInt(20_000) - 10_000;
            tell("the calendar of " + worker.host().name() + " steps by " + millis + " ms");
            worker.host().stepCalendar(millis);
        });
    }

    /** Kafka is away for so long. */
    void away(long nanos) {
        // A hand-over that cannot be had within the grace ends the process.
        unwell(nanos + SECONDS.toNanos(40));
        if (nanos > TransactionCoordinator.TIMEOUT - OPEN_BEFORE) {
            longSilences.add(new long[] {time.now(), time.now() + nanos});
        }
        tell("Kafka does not answer");
        broker.goAway();
        time.in(nanos, () -> {
            tell("Kafka answers again");
            broker.comeBack();
        });
    }

    private void slow() {
        long nanos = time.between(1_000_000, 10_000_000);
        unwell(nanos + SECONDS.toNanos(10));
        tell("Kafka is 20 times slower");
        broker.slow(20);
        time.in(nanos, () -> {
            tell("Kafka is as fast as before");
            broker.slow(1);
        });
    }

    private void others() {
        switch (time.random().nextInt(4)) {
            case 0 -> {
                tell("topic answers is deleted, and created again later");
                broker.topics().remove(SimulatedTopics.ANSWERS);
                time.in(time.between(500_000, 5_000_000), () -> broker.topics().create(SimulatedTopics.ANSWERS));
            }
            case 1 -> {
                tell("the commands topic gets one more partition");
                broker.group().grow(broker.group().partitions() + 1);
            }
            case 2 -> fleet.anyWorker().ifPresent(this::fence);
            default -> compact();
        }
    }

    private void fence(SimulatedWorker worker) {
        note(worker.host(), NOTICED_WITHIN, "fenced");
        broker.transactions().fenceAll(worker.host().name());
    }

    private void compact() {
        tell("the ledger is compacted");
        for (int partition = 0; partition < fleet.homes(); partition++) {
            broker.log(SimulatedTopics.LEDGER, partition).compact(broker.millis() - SECONDS.toMillis(30));
        }
    }

    private void unwell(long nanos) {
        outages.add(new long[] {time.now(), time.now() + nanos});
    }

    private void tell(String what) {
        time.tell(Kind.FAULT, what);
    }

    void note(SimulatedHost host, long nanos, String what) {
        tell(host.name() + " is " + what);
        faults.add(new Fault(host, time.now(), time.now() + nanos + MILLISECONDS.toNanos(1), what));
    }

    @Override
    public String toString() {
        StringBuilder told = new StringBuilder();
        for (Fault fault : faults) {
            told.append("%n  %s %s at %.3f s for %d ms"
                    .formatted(
                            fault.host().name(),
                            fault.what(),
                            fault.from() / 1e9,
                            NANOSECONDS.toMillis(fault.to() - fault.from())));
        }
        for (long[] outage : outages) {
            told.append("%n  Kafka was unwell at %.3f s".formatted(outage[0] / 1e9));
        }
        return told.toString();
    }
}
