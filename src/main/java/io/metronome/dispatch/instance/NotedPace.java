package io.metronome.dispatch.instance;

import io.metronome.ledger.PaceRecord;
import io.metronome.pacing.Pace;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds, or may still hold, of the last departure of an instance. A record with a delay tells the next
 * owner that nothing departed within that delay. So where the delay became shorter, the ledger must learn of that before
 * the next call. On the dispatcher's thread only.
 */
final class NotedPace {
    private PaceRecord.@Nullable Departed last;
    private int longestMillis;

    /** @param isUnread whether the ledger may hold a record that this lane did not write */
    NotedPace(boolean isUnread) {
        longestMillis = isUnread ? Integer.MAX_VALUE : 0;
    }

    /** The ledger held that record when this worker took over. */
    void found(int delayMillis) {
        longestMillis = delayMillis;
    }

    /** The record that the ledger held has a delay that rules. */
    void rules(PaceRecord.Departed restored) {
        last = restored;
    }

    /** The next checkpoint writes this. */
    void noted(PaceRecord pace) {
        last = pace instanceof PaceRecord.Departed departed ? departed : null;
        longestMillis = Math.max(longestMillis, lastMillis());
    }

    /** Everything that was noted is in a committed checkpoint. */
    void saved() {
        longestMillis = lastMillis();
    }

    /** The last departure that was noted; null for none, or for one of a former owner's whose delay does not rule. */
    PaceRecord.@Nullable Departed last() {
        return last;
    }

    /** Whether the ledger may hold a longer delay than the one that rules: a next owner would rule out a call. */
    boolean isSlowerThan(Pace pace) {
        return pace.isKnown() && pace.delayMillis() < longestMillis;
    }

    private int lastMillis() {
        return last == null ? 0 : last.delay().ofDeparture().orElse(0);
    }
}
