package io.metronome.simulation.worker;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Instances;
import io.metronome.dispatch.Inventory;
import io.metronome.dispatch.instance.LanePlace;
import io.metronome.dispatch.instance.LaneState;
import io.metronome.simulation.api.ApiCall;
import io.metronome.simulation.time.SimulatedTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.function.Function;

/** Looks at the workers of a storm again and again, and notes what must never be seen. */
public final class WorkerWatch {
    private static final long QUIET_AT_MOST = SECONDS.toNanos(10);
    /* The poll thread waits for a hand-over, which may take as long as the grace. */
    private static final long NO_POLL_AT_MOST = SECONDS.toNanos(35);
    /* Longer than any call takes. */
    private static final long CALL_AT_MOST = SECONDS.toNanos(60);
    /* The poll thread leaves the group on its way out, which Kafka may not answer for some seconds. */
    private static final long DIES_WITHIN = SECONDS.toNanos(10);

    private final SimulatedTime time;
    private final List<String> silences = new ArrayList<>();
    private final List<String> lostLanes = new ArrayList<>();
    private final List<String> survivors = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final List<ApiCall> calls;
    private final Function<SimulatedWorker, Instances> files;
    private final Map<SimulatedWorker, Asked> asked = new LinkedHashMap<>();
    private final Map<SimulatedWorker, PassedLanes> passed = new LinkedHashMap<>();
    private final Map<SimulatedWorker, Long> unseenSince = new LinkedHashMap<>();

    /* What a worker was asked, when, and how many calls had been made then. */
    private record Asked(Future<Inventory> inventory, long at, int calls) {}

    /**
     * @param calls of all workers, in their order; grows
     * @param files the instances file as a worker has read it
     */
    WorkerWatch(SimulatedTime time, List<ApiCall> calls, Function<SimulatedWorker, Instances> files) {
        this.time = time;
        this.calls = calls;
        this.files = files;
    }

    /** Loops that did not turn for too long. */
    public List<String> silences() {
        return silences;
    }

    /** Lanes with commands that nothing brings forward, and other things that contradict each other. */
    public List<String> lostLanes() {
        return lostLanes;
    }

    /** Lanes that were due while others went first, again and again. */
    public List<String> passedOver() {
        return passedOver;
    }

    /** Processes that went on after an Error. */
    public List<String> survivors() {
        return survivors;
    }

    /** @param isKafkaUp while it is not, nothing is asked, since the answer would be a beat that nobody else caused */
    void look(List<SimulatedWorker> running, boolean isKafkaUp) {
        for (SimulatedWorker worker : running) {
            if (worker.host().isBroken(DIES_WITHIN) && survivors.isEmpty()) {
                survivors.add(worker.host().name() + " went on after an Error of one of its threads");
            }
            // A host that never stood still has a last thaw before every moment.
            if (!worker.host().isFrozen() && worker.host().lastThaw() < time.now() - NO_POLL_AT_MOST) {
                listen(worker);
                walk(worker, isKafkaUp);
            }
        }
    }

    private void listen(SimulatedWorker worker) {
        silent("dispatcher", worker, worker.dispatcherSilence(), QUIET_AT_MOST);
        silent("poll loop", worker, worker.pollSilence(), NO_POLL_AT_MOST);
        worker.silences().forEach((thread, nanos) -> silent(thread, worker, nanos, QUIET_AT_MOST));
    }

    private void silent(String loop, SimulatedWorker worker, long nanos, long most) {
        if (nanos > most && silences.isEmpty()) {
            silences.add("the %s of %s has been silent for %.1f s at %.1f s"
                    .formatted(loop, worker.host().name(), nanos / 1e9, time.now() / 1e9));
        }
    }

    /* The answer comes from the worker's own thread, so it is there at the next look. */
    private void walk(SimulatedWorker worker, boolean asksAgain) {
        Asked before = asked.remove(worker);
        if (asksAgain) {
            asked.put(worker, new Asked(worker.inventory(), time.now(), calls.size()));
        }
        if (before != null && before.inventory().state() == State.SUCCESS && lostLanes.isEmpty()) {
            Inventory found = before.inventory().resultNow();
            passed.computeIfAbsent(worker, one -> new PassedLanes(calls, this::passedOver))
                    .look(worker, found, before.calls(), files.apply(worker));
            found.lanes().stream()
                    .filter(lane -> lane.place() == LanePlace.NOWHERE && lane.waiting() > 0)
                    .forEach(lane -> note(worker, "nothing brings forward " + lane));
            if (found.strayMoments() > 0) {
                note(worker, found.strayMoments() + " moments of partitions that are not called for");
            }
            count(
                    worker,
                    "parked lanes",
                    found.hosts().parked(),
                    in(found, LanePlace.PARKED) + in(found, LanePlace.HOST_PAUSED));
            int counted = found.hosts().inFlight() - found.hosts().reservations();
            countCalls(worker, before.at(), counted, in(found, LanePlace.CALLED));
        }
    }

    /*
     * The lanes of a partition that was lost are not seen any more, though their calls may be under way. After a suspension
     * the answer may be an old one.
     */
    private void countCalls(SimulatedWorker worker, long askedAt, long counted, long walked) {
        if (counted <= walked) {
            unseenSince.remove(worker);
        }
        long since = unseenSince.computeIfAbsent(worker, first -> askedAt);
        if (counted < walked || askedAt - since > CALL_AT_MOST) {
            count(worker, "calls in flight", counted, walked);
        }
    }

    private void count(SimulatedWorker worker, String what, long counted, long walked) {
        if (counted != walked) {
            note(worker, "%s: %d by the count, %d by walking".formatted(what, counted, walked));
        }
    }

    private static long in(Inventory found, LanePlace place) {
        return found.lanes().stream()
                .map(LaneState::place)
                .filter(place::equals)
                .count();
    }

    private void passedOver(String what) {
        if (passedOver.isEmpty()) {
            passedOver.add(what);
        }
    }

    private void note(SimulatedWorker worker, String what) {
        lostLanes.add("%s at %.1f s: %s".formatted(worker.host().name(), time.now() / 1e9, what));
    }
}
