package io.metronome.simulation.invariants;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Priority;
import io.metronome.dispatch.Inventory;
import io.metronome.dispatch.instance.LaneState;
import io.metronome.dispatch.partition.LongGaps;
import io.metronome.ledger.LedgerContents;
import io.metronome.ledger.Restored;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.worker.SimulatedWorker;
import io.metronome.simulation.worker.WorkerFleet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import org.apache.kafka.common.TopicPartition;

/**
 * When everything is answered and the gaps have passed, the workers hold nothing more: no lane, no moment, no question, no
 * room, no byte, and none of their counters says otherwise. The ledger holds no departure whose gap has passed, unless the gap is
 * so long that it is kept.
 */
public final class NothingLeftBehind {
    /* A read-back is planned for up to seven minutes, and the settings are known for five minutes from then on. */
    private static final long REMEMBERED = MINUTES.toNanos(15);

    private final SimulatedTime time;
    private final SimulatedBroker broker;
    private final WorkerFleet fleet;
    private final Set<String> remembered;
    private final List<String> breaches = new ArrayList<>();

    /** @param remembered instances whose last calls still matter by then */
    public NothingLeftBehind(SimulatedTime time, SimulatedBroker broker, WorkerFleet fleet, Set<String> remembered) {
        this.time = time;
        this.broker = broker;
        this.fleet = fleet;
        this.remembered = remembered;
    }

    /** Things that the workers hold although nothing is left. */
    public List<String> breaches() {
        return breaches;
    }

    /** Lets the gaps pass, and looks. */
    public void look() {
        time.run(time.now() + REMEMBERED);
        Map<SimulatedWorker, Future<Inventory>> asked = new LinkedHashMap<>();
        fleet.running().forEach(worker -> asked.put(worker, worker.inventory()));
        time.run(time.now() + SECONDS.toNanos(1));
        Set<String> kept = new LinkedHashSet<>(remembered);
        asked.values().stream()
                .filter(found -> found.state() == State.SUCCESS)
                .flatMap(found -> found.resultNow().lanes().stream())
                .filter(LaneState::isHeld)
                .forEach(lane -> kept.add(lane.instance()));
        lookAtLedger(kept);
        asked.forEach((worker, found) -> {
            if (found.state() == State.SUCCESS) {
                look(worker, found.resultNow());
            } else {
                breach(worker, "did not answer");
            }
        });
    }

    /* The lane of a held instance is kept for an hour. */
    private void lookAtLedger(Set<String> kept) {
        for (int partition = 0; partition < fleet.homes(); partition++) {
            Restored ledger = LedgerContents.of(
                    fleet.ledger(),
                    partition,
                    broker.group().committed(new TopicPartition(SimulatedTopics.COMMANDS, partition)),
                    broker.log(SimulatedTopics.LEDGER, partition).all());
            for (Restored.RestoredPace pace : ledger.paces()) {
                if (!kept.contains(pace.instance())
                        && pace.delay().ofDeparture().isPresent()
                        && !LongGaps.isKeptWhenPassed(pace.delay().ofDeparture().getAsInt() + pace.typingMillis())) {
                    breaches.add("NothingLeftBehind: the ledger still holds " + pace);
                }
            }
        }
    }

    private void look(SimulatedWorker worker, Inventory found) {
        List<LaneState> left = found.lanes().stream()
                .filter(lane -> !lane.isHeld() && !remembered.contains(lane.instance()))
                .toList();
        zero(worker, "lanes " + left, left.size());
        zero(worker, "moments of commands", found.moments());
        zero(worker, "calls in flight or reserved", found.hosts().inFlight());
        zero(worker, "parked lanes", found.hosts().parked());
        zero(worker, "busy lanes", found.hosts().busy());
        zero(worker, "hosts with questions", found.hosts().asked());
        zero(worker, "pending bytes", found.pendingBytes());
        zero(worker, "active instances", worker.stats().activeInstances());
        zero(worker, "instances out of hours", worker.stats().instancesOutOfHours());
        zero(worker, "capped instances", worker.stats().cappedInstances());
        zero(worker, "runnable instances", worker.stats().runnable());
        for (Priority priority : Priority.values()) {
            zero(worker, "pending " + priority, worker.stats().pending(priority));
        }
    }

    private void zero(SimulatedWorker worker, String what, long number) {
        if (number != 0) {
            breach(worker, number + " " + what);
        }
    }

    private void breach(SimulatedWorker worker, String what) {
        breaches.add("NothingLeftBehind: %s: %s".formatted(worker.host().name(), what));
    }
}
