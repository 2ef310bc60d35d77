package io.metronome.simulation.scenarios;

import io.metronome.command.Priority;
import io.metronome.dispatch.Inventory;
import io.metronome.dispatch.instance.LaneState;
import io.metronome.simulation.worker.SimulatedWorker;
import java.util.EnumMap;
import java.util.Map;

/** By how much each task of a worker's dispatcher changes what the worker holds, from the moment on of its making. */
final class TaskSizes {
    private final SimulatedWorker worker;
    private final Map<Item, Integer> before = new EnumMap<>(Item.class);
    private final Map<Item, Integer> most = new EnumMap<>(Item.class);
    private final Map<Item, Integer> all = new EnumMap<>(Item.class);
    private int tasks;

    /** A kind of thing that is counted. */
    enum Item {
        /** Lanes of instances. */
        LANE,
        /** Lanes that are held. */
        HELD_LANE,
        /** Lanes with work at a host. */
        BUSY_LANE,
        /** Commands that were read and have not ended. */
        PENDING,
        /** Commands in their lanes, those that wait for their {@code notBefore} not included. */
        QUEUED,
        /** Commands that ended as dead letters. */
        DEAD
    }

    private TaskSizes(SimulatedWorker worker) {
        this.worker = worker;
    }

    /** Counts from the second task on that the worker now begins. */
    static TaskSizes of(SimulatedWorker worker) {
        TaskSizes sizes = new TaskSizes(worker);
        worker.afterEachTask(sizes::look);
        return sizes;
    }

    /** The most that one task added or removed. */
    int most(Item item) {
        return most.getOrDefault(item, 0);
    }

    /** The number of those that all tasks added and removed. */
    int all(Item item) {
        return all.getOrDefault(item, 0);
    }

    int tasks() {
        return tasks;
    }

    private void look() {
        tasks++;
        Inventory held = worker.inventory().resultNow();
        compare(Item.LANE, held.lanes().size());
        compare(Item.HELD_LANE, (int)
                held.lanes().stream().filter(LaneState::isHeld).count());
        compare(Item.BUSY_LANE, held.hosts().busy());
        compare(Item.QUEUED, held.lanes().stream().mapToInt(LaneState::waiting).sum());
        long pending = 0;
        for (Priority priority : Priority.values()) {
            pending += worker.stats().pending(priority);
        }
        compare(Item.PENDING, (int) pending);
        compare(Item.DEAD, (int) worker.told().dead());
    }

    private void compare(Item item, int now) {
        Integer then = before.put(item, now);
        if (then != null) {
            int change = Math.abs(now - then);
            most.merge(item, change, Math::max);
            all.merge(item, change, Integer::sum);
        }
    }
}
