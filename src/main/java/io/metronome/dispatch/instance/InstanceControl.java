package io.metronome.dispatch.instance;

import io.metronome.command.Command;
import io.metronome.control.ControlRecord;
import io.metronome.control.ReadControl;
import io.metronome.dispatch.partition.SentIds;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators want of one instance. The moment of a pause's end and the offset of a purge may be asked on any thread;
 * everything else is for the dispatcher's.
 */
public final class InstanceControl {
    /** Nothing is wanted of the instance. It is never changed. */
    static final InstanceControl NONE = new InstanceControl();

    private static final long NOT_PAUSED = Long.MIN_VALUE;

    private final Map<Long, ReadControl> cancels = new LinkedHashMap<>(0);
    private ControlRecord.@Nullable Pause pause;
    private @Nullable ReadControl purge;
    private volatile long pausedUntil = NOT_PAUSED;
    private volatile long purgedBelow;

    InstanceControl() {}

    /** Whether nothing is wanted any more. */
    boolean isEmpty() {
        return pause == null && !hasEnds();
    }

    /** Whether commands are to end: by a purge, or one by one. */
    public boolean hasEnds() {
        return purge != null || !cancels.isEmpty();
    }

    void pause(ControlRecord.Pause wanted) {
        pause = wanted;
        pausedUntil = wanted.untilMillis();
    }

    void resume() {
        pause = null;
        pausedUntil = NOT_PAUSED;
    }

    void purge(ReadControl read, long below) {
        purge = read;
        purgedBelow = below;
    }

    /** The purge is forgotten, if its record is that one. */
    boolean forgetPurge(long withdrawn) {
        if (isAnother(purge, withdrawn)) {
            return false;
        }
        purge = null;
        purgedBelow = 0;
        return true;
    }

    void cancel(long hash, ReadControl read) {
        cancels.put(hash, read);
    }

    /** The cancel is forgotten, if its record is that one. */
    boolean forgetCancel(long hash, long withdrawn) {
        if (isAnother(cancels.get(hash), withdrawn)) {
            return false;
        }
        cancels.remove(hash);
        return true;
    }

    /* A worker's tombstone withdraws one record, and another may have come before the tombstone was written. */
    private static boolean isAnother(@Nullable ReadControl read, long withdrawn) {
        return read != null && withdrawn != ControlRecord.Tombstone.ANY && withdrawn != read.offset();
    }

    /** The record of that cancel, or null. */
    @Nullable
    ReadControl cancelOf(long hash) {
        return cancels.get(hash);
    }

    /** The record of the purge, or null. */
    @Nullable
    ReadControl purgeRecord() {
        return purge;
    }

    /** Removes cancels whose records are older than that moment, and returns them. */
    Iterable<ReadControl> forgetCancelsBefore(long millis) {
        Map<Long, ReadControl> old = new LinkedHashMap<>();
        for (Iterator<Map.Entry<Long, ReadControl>> all = cancels.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Long, ReadControl> one = all.next();
            if (one.getValue().timestamp() < millis) {
                old.put(one.getKey(), one.getValue());
                all.remove();
            }
        }
        return old.values();
    }

    boolean hasCancelsBefore(long millis) {
        return cancels.values().stream().anyMatch(one -> one.timestamp() < millis);
    }

    /** The pause; null when there is none. */
    ControlRecord.@Nullable Pause pause() {
        return pause;
    }

    /** Whether the instance makes no calls now. A pause whose end has come is over when the dispatcher has noticed it. */
    boolean isPaused() {
        return pausedUntil != NOT_PAUSED;
    }

    /** Milliseconds since the epoch, before every moment when it is not paused. Any thread. */
    long pausedUntil() {
        return pausedUntil;
    }

    /** Commands of the home partition below that offset end. Any thread. */
    long purgedBelow() {
        return purgedBelow;
    }

    /**
     * Whether an operator wants that command to end.
     *
     * @param hash of the instance and the command's id
     */
    boolean ends(long offset, long hash) {
        return offset < purgedBelow || (!cancels.isEmpty() && cancels.containsKey(hash));
    }

    /** Why a command that was just read has to end, for people; null when it need not. */
    public @Nullable String whyToEnd(long offset, Command command) {
        if (!hasEnds()) {
            return null;
        }
        long hash = SentIds.hash(command.instance(), command.id());
        return ends(offset, hash) ? detail(offset, hash) : null;
    }

    /** Why the command ends, for people. */
    String detail(long offset, long hash) {
        ReadControl read = offset < purgedBelow ? purge : cancels.get(hash);
        if (read != null && read.wanted() instanceof ControlRecord.Purge purged) {
            return "purged" + origin(purged.by(), purged.at()) + ": every command below offset " + purged.below()
                    + " of the instance's partition";
        }
        return read != null && read.wanted() instanceof ControlRecord.Cancel cancelled
                ? "cancelled" + origin(cancelled.by(), cancelled.at())
                : "cancelled";
    }

    private static String origin(String by, String at) {
        return (by.isEmpty() ? "" : " by " + by) + (at.isEmpty() ? "" : " at " + at);
    }
}
