package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;

import io.metronome.command.Homes;
import io.metronome.control.ControlKey;
import io.metronome.control.ControlListener;
import io.metronome.control.ControlRecord;
import io.metronome.control.ControlTopic;
import io.metronome.control.ReadControl;
import io.metronome.dispatch.instance.Announcements;
import io.metronome.dispatch.instance.ControlState;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.InstanceLanes;
import io.metronome.dispatch.instance.LaneScheduler;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.PartitionLifecycle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Obeys operators: what they want of instances becomes true for the lanes, and for the commands that wait. The methods of
 * the listener are called on the reader's thread, all others on the dispatcher's.
 */
final class ControlHandler implements ControlListener {
    private static final Logger LOG = LoggerFactory.getLogger(ControlHandler.class);
    /* The calendar may be stepped: it is looked at again after a second at the latest. */
    private static final long LOOK_AGAIN_MILLIS = 1_000;
    private static final long TIDY = MINUTES.toNanos(1);

    private final ControlTopic topic;
    private final Homes homes;
    private final long windowMillis;
    private final DispatcherLoop loop;
    private final Time time;
    private final PipelineStats stats;
    private final PartitionLifecycle lifecycle;
    private final InstanceLanes instanceLanes;
    private final LaneScheduler lanes;
    private final CancelSweep sweep;
    private final ControlState wanted;
    private final Runnable round;
    private final int atATime;
    private @Nullable ControlState incoming;
    private final Map<ControlKey, ControlRecord> hidden = new LinkedHashMap<>();
    private boolean lookPlanned;

    ControlHandler(
            DispatchSettings settings,
            Ports ports,
            DispatcherLoop loop,
            Time time,
            PipelineStats stats,
            PartitionLifecycle lifecycle,
            InstanceLanes instanceLanes,
            LaneScheduler lanes,
            CommandEnds ends,
            Runnable round) {
        this.topic = ports.control();
        this.homes = new Homes(settings.partitions());
        this.windowMillis = settings.idempotencyWindow().toMillis();
        this.loop = loop;
        this.time = time;
        this.stats = stats;
        this.lifecycle = lifecycle;
        this.instanceLanes = instanceLanes;
        this.lanes = lanes;
        this.sweep = new CancelSweep(loop, instanceLanes, ends, round);
        this.wanted = instanceLanes.control();
        this.atATime = settings.bounds().itemsPerTask();
        this.round = round;
    }

    void start() {
        loop.runIn(TIDY, this::tidy);
    }

    @Override
    public void begins() {
        loop.run(() -> {
            incoming = new ControlState();
            hidden.clear();
        });
    }

    @Override
    public void read(List<ReadControl> records) {
        loop.run(() -> obey(records));
    }

    @Override
    public void complete() {
        loop.run(this::replace);
    }

    private void obey(List<ReadControl> records) {
        Set<String> changed = new LinkedHashSet<>();
        for (ReadControl read : records) {
            ControlRecord one = (incoming == null ? wanted : incoming).apply(read, time.millis());
            hidden.remove(read.wanted().key());
            if (one != null) {
                hidden.put(one.key(), one);
            }
            changed.add(read.wanted().instance());
            tell(read);
        }
        if (incoming == null) {
            writeAgain();
            changed.forEach(this::changed);
            settle();
        }
    }

    /* Worker's tombstones hide these records, and were not meant for them. */
    private void writeAgain() {
        hidden.values().forEach(topic::write);
        hidden.clear();
    }

    private void tell(ReadControl read) {
        boolean isMany = read.wanted().key().kind() == ControlKey.ControlKind.CANCEL;
        if (incoming == null && !isMany) {
            LOG.info("An operator wants {} (control topic, offset {})", read.wanted(), read.offset());
        } else {
            LOG.debug("An operator wanted {} (control topic, offset {})", read.wanted(), read.offset());
        }
    }

    private void replace() {
        if (incoming != null) {
            writeAgain();
            Set<String> changed = new LinkedHashSet<>(wanted.instances());
            changed.addAll(incoming.instances());
            wanted.replaceBy(incoming);
            incoming = null;
            loop.inChunks(
                    new ArrayDeque<>(changed), atATime, () -> true, some -> some.forEach(this::changed), this::settle);
        }
    }

    /* Something else is wanted of the instance. */
    private void changed(String instance) {
        for (InstanceLane lane : instanceLanes.find(instance)) {
            lane.control(wanted.of(instance));
            PendingCommand inFlight = lane.inFlight();
            if (inFlight != null && inFlight.isToEnd()) {
                inFlight.cancel();
            }
            // What was announced may have to wait for days now, and a kill must not make an unknown outcome of it.
            if (inFlight == null && lane.isPaused()) {
                Announcements.withdraw(lane, time.nanos());
            }
            lanes.place(lane);
        }
        if (wanted.of(instance).hasEnds()) {
            sweep.begin(instance);
        }
    }

    private void settle() {
        counted();
        planLook();
        round.run();
    }

    /** The commands of the partition are in their lanes: those of them end that operators want to end. */
    void restored(OwnedPartition partition) {
        loop.inChunks(
                new ArrayDeque<>(wanted.withEnds()),
                atATime,
                partition::mayCall,
                some -> some.stream()
                        .filter(instance -> homes.of(instance) == partition.number())
                        .forEach(sweep::begin),
                () -> {});
        counted();
    }

    /** Partitions came or went, or instances were paused or resumed. */
    void counted() {
        Set<Integer> live = new LinkedHashSet<>();
        lifecycle.partitions().stream().filter(OwnedPartition::mayCall).forEach(one -> live.add(one.number()));
        long paused = wanted.paused().stream()
                .filter(instance -> live.contains(homes.of(instance)))
                .count();
        stats.paused((int) paused);
    }

    private void planLook() {
        long next = wanted.nextPauseEnd();
        if (!lookPlanned && next != Long.MAX_VALUE) {
            lookPlanned = true;
            long millis = Math.clamp(next - time.millis(), 0, LOOK_AGAIN_MILLIS);
            loop.runIn(MILLISECONDS.toNanos(millis), this::look);
        }
    }

    private void look() {
        lookPlanned = false;
        List<String> ended = wanted.endPauses(time.millis());
        ended.forEach(this::changed);
        if (ended.isEmpty()) {
            planLook();
        } else {
            settle();
        }
    }

    /*
     * A cancel counts for commands that are read within the idempotency window, and for those that stood unread in the
     * partition then. So an old one is forgotten when everything is read that the partition has now.
     */
    private void tidy() {
        long before = time.millis() - windowMillis;
        List<String> instances = wanted.withCancelsBefore(before);
        for (OwnedPartition partition : List.copyOf(lifecycle.partitions())) {
            List<String> here = new ArrayList<>(instances);
            here.removeIf(instance -> homes.of(instance) != partition.number());
            if (partition.mayCall() && !here.isEmpty()) {
                topic.commandsEnd(partition.number())
                        .subscribe(end -> loop.run(() -> forget(partition, end, here, before)));
            }
        }
        loop.runIn(TIDY, this::tidy);
    }

    private void forget(OwnedPartition partition, long end, List<String> instances, long before) {
        if (partition.mayCall() && partition.delta().position() >= end) {
            for (String instance : instances) {
                wanted.forgetCancelsBefore(instance, before).forEach(topic::write);
            }
        }
    }
}
