package io.metronome.dispatch.instance;

import io.metronome.dispatch.view.PurgePreview;

/** Counts the commands that a purge would end. It changes nothing. The dispatcher's thread only. */
public final class PurgeCount {
    private long count;
    private long oldest = Long.MAX_VALUE;

    /** Counts a command, unless it has ended or its call is under way. False, so that a scan goes on to the next. */
    public boolean add(PendingCommand pending) {
        if (!pending.hasEnded() && !pending.isInFlight()) {
            count++;
            oldest = Math.min(oldest, pending.receivedAt());
        }
        return false;
    }

    /** Counts a command that waited for its {@code notBefore}. By now it may be in its lane, where it counts already. */
    public void addPostponed(PendingCommand pending) {
        if (pending.isPostponed()) {
            add(pending);
        }
    }

    /** The sum. */
    public PurgePreview preview() {
        return count == 0 ? PurgePreview.NOTHING : new PurgePreview(count, oldest);
    }
}
