package io.metronome.dispatch.instance;

import io.metronome.control.ControlKey;
import io.metronome.control.ControlRecord;
import io.metronome.control.ReadControl;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.pacing.Agenda;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators want of instances, as far as the control topic was read: of all instances, whoever owns them. */
public final class ControlState {
    /* Pauses that were replaced are removed once there are more of them. */
    private static final int FEW = 1_000;

    private final Map<String, InstanceControl> instances = new LinkedHashMap<>();
    private final Agenda<ControlRecord.Pause> pauseEnds = new Agenda<>(pause -> 0);

    /** What is wanted of that instance. */
    public InstanceControl of(String instance) {
        return instances.getOrDefault(instance, InstanceControl.NONE);
    }

    /**
     * A record was read.
     *
     * @param nowMillis a pause that ended before then is none
     * @return a record that has to be written again, because a tombstone hides it that was not meant for it; or null
     */
    public @Nullable ControlRecord apply(ReadControl read, long nowMillis) {
        String instance = read.wanted().instance();
        InstanceControl control = instances.computeIfAbsent(instance, id -> new InstanceControl());
        ControlRecord hidden = null;
        switch (read.wanted()) {
            case ControlRecord.Pause pause -> pause(control, pause, nowMillis);
            case ControlRecord.Purge purge -> control.purge(read, purge.below());
            case ControlRecord.Cancel cancel ->
                control.cancel(SentIds.hash(instance, cancel.commandId()), read.notAfter(nowMillis));
            case ControlRecord.Tombstone tombstone -> hidden = forget(control, tombstone);
        }
        if (control.isEmpty()) {
            instances.remove(instance);
        }
        return hidden;
    }

    private void pause(InstanceControl control, ControlRecord.Pause pause, long nowMillis) {
        if (pause.untilMillis() <= nowMillis) {
            control.resume();
            return;
        }
        control.pause(pause);
        if (pause.untilMillis() != Long.MAX_VALUE) {
            pauseEnds.add(pause, pause.untilMillis());
            if (pauseEnds.size() > FEW + 2 * instances.size()) {
                pauseEnds.removeIf(one -> !one.equals(of(one.instance()).pause()));
            }
        }
    }

    private static @Nullable ControlRecord forget(InstanceControl control, ControlRecord.Tombstone tombstone) {
        ControlKey key = tombstone.key();
        return switch (key.kind()) {
            case PAUSE -> {
                ControlRecord.Pause pause = control.pause();
                if (tombstone.withdrawn() != ControlRecord.Tombstone.ANY) {
                    yield pause;
                }
                control.resume();
                yield null;
            }
            case PURGE -> control.forgetPurge(tombstone.withdrawn()) ? null : wanted(control.purgeRecord());
            case CANCEL -> {
                long hash = SentIds.hash(key.instance(), key.commandId());
                yield control.forgetCancel(hash, tombstone.withdrawn()) ? null : wanted(control.cancelOf(hash));
            }
        };
    }

    private static @Nullable ControlRecord wanted(@Nullable ReadControl read) {
        return read == null ? null : read.wanted();
    }

    /** Ends the pauses whose end has come; their instances. */
    public List<String> endPauses(long nowMillis) {
        List<String> ended = new ArrayList<>();
        for (ControlRecord.Pause due = pauseEnds.poll(nowMillis); due != null; due = pauseEnds.poll(nowMillis)) {
            InstanceControl control = of(due.instance());
            if (due.equals(control.pause())) {
                control.resume();
                ended.add(due.instance());
                if (control.isEmpty()) {
                    instances.remove(due.instance());
                }
            }
        }
        return ended;
    }

    /** The next moment at which a pause may end, milliseconds since the epoch; {@link Long#MAX_VALUE} for none. */
    public long nextPauseEnd() {
        return pauseEnds.nextMillis();
    }

    /** How many moments of pauses are kept, those of replaced pauses included. */
    int pauseMoments() {
        return pauseEnds.size();
    }

    /** Every instance of which something is wanted. */
    public List<String> instances() {
        return List.copyOf(instances.keySet());
    }

    /** Every instance of which commands are to end. */
    public List<String> withEnds() {
        return instances.entrySet().stream()
                .filter(entry -> entry.getValue().hasEnds())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Every instance that is paused. */
    public List<String> paused() {
        return instances.entrySet().stream()
                .filter(entry -> entry.getValue().isPaused())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Every instance with cancels whose records are older than that moment. */
    public List<String> withCancelsBefore(long millis) {
        return instances.entrySet().stream()
                .filter(entry -> entry.getValue().hasCancelsBefore(millis))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Forgets the cancels of that instance whose records are older than that moment; their tombstones. */
    public List<ControlRecord> forgetCancelsBefore(String instance, long millis) {
        List<ControlRecord> tombstones = new ArrayList<>();
        InstanceControl control = of(instance);
        for (ReadControl old : control.forgetCancelsBefore(millis)) {
            tombstones.add(new ControlRecord.Tombstone(old.wanted().key(), old.offset()));
        }
        if (control.isEmpty()) {
            instances.remove(instance);
        }
        return tombstones;
    }

    /** Everything of another state replaces everything of this one. */
    public void replaceBy(ControlState other) {
        instances.clear();
        instances.putAll(other.instances);
        pauseEnds.removeIf(pause -> true);
        other.instances.values().forEach(control -> {
            ControlRecord.Pause pause = control.pause();
            if (pause != null && pause.untilMillis() != Long.MAX_VALUE) {
                pauseEnds.add(pause, pause.untilMillis());
            }
        });
    }
}
