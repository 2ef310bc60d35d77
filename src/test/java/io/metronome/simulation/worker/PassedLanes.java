package io.metronome.simulation.worker;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.dispatch.Inventory;
import io.metronome.dispatch.instance.LanePlace;
import io.metronome.dispatch.instance.LaneState;
import io.metronome.simulation.api.ApiCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts for one worker how often each lane that lacks only a turn, or room at its host, is passed over: how many calls
 * another instance of its host makes meanwhile. The lane that has been due longest goes first, so each of the others goes
 * before it a few times at the most.
 */
final class PassedLanes {
    private static final int MOST = 3;

    private final List<ApiCall> calls;
    private final Consumer<String> told;
    private final Map<String, Map<String, Integer>> passed = new LinkedHashMap<>();
    private int seen;

    /**
     * @param calls of all workers, in their order; grows
     * @param told of each lane that was passed over too often
     */
    PassedLanes(List<ApiCall> calls, Consumer<String> told) {
        this.calls = calls;
        this.told = told;
    }

    /**
     * Looks at what the worker holds.
     *
     * @param made the number of calls that had been made when it was asked
     */
    void look(SimulatedWorker worker, Inventory found, int made, Instances file) {
        List<ApiCall> fresh = calls.subList(seen, made).stream()
                .filter(call -> call.host().equals(worker.host()))
                .toList();
        seen = made;
        fresh.forEach(call -> passed.remove(call.instance()));
        passed.keySet()
                .removeIf(instance ->
                        found.lanes().stream().noneMatch(lane -> lane.instance().equals(instance) && lacksATurn(lane)));
        passed.forEach((instance, others) -> fresh.stream()
                .filter(call -> isOfOneHost(file, instance, call.instance()))
                .forEach(call -> count(instance, others, call)));
        found.lanes().stream()
                .filter(PassedLanes::lacksATurn)
                .forEach(lane -> passed.computeIfAbsent(lane.instance(), none -> new LinkedHashMap<>()));
    }

    private void count(String instance, Map<String, Integer> others, ApiCall call) {
        int times = others.merge(call.instance(), 1, Integer::sum);
        if (times > MOST) {
            told.accept(instance + " is due and was passed over " + times + " times by " + call);
        }
    }

    private static boolean lacksATurn(LaneState lane) {
        return lane.place() == LanePlace.DUE || lane.place() == LanePlace.PARKED;
    }

    private static boolean isOfOneHost(Instances file, String one, String other) {
        Instance first = file.find(one);
        Instance second = file.find(other);
        return first != null && second != null && first.apiUrl().equals(second.apiUrl());
    }
}
