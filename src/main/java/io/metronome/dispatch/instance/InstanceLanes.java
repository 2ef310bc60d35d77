package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.command.PaceRules;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.LongGaps;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.pacing.Jitter;
import io.metronome.pacing.Pace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lanes of every owned partition, by instance, in the order in which they were made. */
public final class InstanceLanes {
    /* GREEN-API docs, page SetSettings: the delay is 24 hours at the most. Typing comes to it. */
    private static final long LONGEST_GAP_NANOS = HOURS.toNanos(25);
    /* With its queues, what is known of the instance, and its places in tables and heaps. */
    private static final long LANE_BYTES = 840;

    private final Map<OwnedPartition, Map<String, InstanceLane>> lanes = new LinkedHashMap<>();
    private final Instances instances;
    private final Time time;
    private final ControlState control = new ControlState();

    public InstanceLanes(Instances instances, Time time) {
        this.instances = instances;
        this.time = time;
    }

    /**
     * The instance's lane on that partition. A new lane counts as departed at the partition's floor, unless every gap has
     * passed since, and makes no call before the partition's first moment.
     */
    public InstanceLane lane(OwnedPartition partition, String instance) {
        return lanes.computeIfAbsent(partition, key -> new LinkedHashMap<>())
                .computeIfAbsent(instance, id -> made(partition, id));
    }

    /** What operators want of instances. */
    public ControlState control() {
        return control;
    }

    /** The lane, if there is one. */
    public @Nullable InstanceLane find(OwnedPartition partition, String instance) {
        Map<String, InstanceLane> known = lanes.get(partition);
        return known == null ? null : known.get(instance);
    }

    /** The lanes of that instance: of one owned partition at the most, except while a partition is restored anew. */
    public List<InstanceLane> find(String instance) {
        List<InstanceLane> found = new ArrayList<>(1);
        for (Map<String, InstanceLane> known : lanes.values()) {
            InstanceLane lane = known.get(instance);
            if (lane != null) {
                found.add(lane);
            }
        }
        return found;
    }

    /** All lanes of that partition. */
    public Collection<InstanceLane> of(OwnedPartition partition) {
        Map<String, InstanceLane> known = lanes.get(partition);
        return known == null ? List.of() : known.values();
    }

    /** Bytes of heap that the partition's lanes cost, without their commands. */
    public long bytes(OwnedPartition partition) {
        return LANE_BYTES * of(partition).size();
    }

    /** The lanes of all partitions that may be called for. */
    public List<InstanceLane> live() {
        return lanes.entrySet().stream()
                .filter(known -> known.getKey().mayCall())
                .flatMap(known -> known.getValue().values().stream())
                .toList();
    }

    /** All lanes of all partitions. */
    public List<InstanceLane> all() {
        return lanes.values().stream().flatMap(known -> known.values().stream()).toList();
    }

    /** Forgets that lane, but not another one that was made for its instance since. */
    void forget(InstanceLane lane) {
        Map<String, InstanceLane> known = lanes.get(lane.partition());
        if (known != null) {
            known.remove(lane.instance(), lane);
        }
    }

    /** The partition belongs to another owner: forgets its lanes, and what waits in them. */
    void forget(OwnedPartition partition) {
        Map<String, InstanceLane> known = lanes.remove(partition);
        if (known != null) {
            known.values().forEach(InstanceLane::release);
        }
    }

    /** The longest jitter that a gap of that instance may have, nanoseconds. */
    long longestJitter(String instance, int delayMillis) {
        return MILLISECONDS.toNanos(
                Jitter.longestMillis(delayMillis, rules(instance).jitterPercent()));
    }

    /** The rules of the instances file for the instance's pace, beside its delay. */
    public PaceRules rules(String id) {
        Instance instance = instances.find(id);
        return instance == null ? PaceRules.NONE : instance.rules();
    }

    private InstanceLane made(OwnedPartition partition, String instance) {
        InstanceLane lane = new InstanceLane(instance, partition, control.of(instance));
        lane.rules().set(rules(instance), time);
        long longest = LONGEST_GAP_NANOS + longestJitter(instance, (int) DAYS.toMillis(1));
        if (partition.floor() != Pace.NEVER && time.nanos() - partition.floor() <= longest) {
            lane.pace().departed(partition.floor(), LongGaps.SHORT_TYPING_MILLIS);
        }
        lane.closeUntil(partition.callsFrom());
        return lane;
    }
}
