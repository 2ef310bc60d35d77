package io.metronome.dispatch.instance;

import io.metronome.command.DailyCap;
import io.metronome.ledger.InstanceCondition.CountedCalls;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of one instance count on the current day. A call counts from its announcement on, before it starts, so
 * that a kill cannot forget it; it does not count any more when it was not made, or was definitely refused. A call that
 * was announced when its worker ended has its place in the count: the command is called again on that day without
 * another one. On the dispatcher's thread only.
 */
final class CallsOfDay {
    private static final long NONE = -1;

    private long day = Long.MIN_VALUE;
    private int calls;
    private final Set<Long> doubtful = new LinkedHashSet<>();
    private long open = NONE;
    private boolean openCountedBefore;

    /** Takes over a former owner's count. */
    void restored(CountedCalls counted) {
        day = counted.epochDay();
        calls = counted.calls();
        doubtful.addAll(counted.doubtful());
    }

    /** For the ledger; null when nothing is counted. */
    @Nullable
    CountedCalls toRecord() {
        List<Long> mayBeCalledAgain = new ArrayList<>(doubtful);
        if (open != NONE) {
            mayBeCalledAgain.add(open);
        }
        return calls == 0 && mayBeCalledAgain.isEmpty() ? null : new CountedCalls(day, calls, mayBeCalledAgain);
    }

    /** The day that is counted, in days since 1970-01-01. */
    long day() {
        return day;
    }

    /** The calls that count on that day. */
    int on(long epochDay) {
        return epochDay == day ? calls : 0;
    }

    /** The calls that count on that day for certain, and whose commands are not called again. */
    int atLeastOn(long epochDay) {
        return epochDay != day ? 0 : calls - doubtful.size() - (open == NONE ? 0 : 1);
    }

    /** Whether that day has no room for a call of the command at that offset. */
    boolean isFull(DailyCap cap, long epochDay, long offset) {
        // Its own place counts, but commands of high priority may have filled the day since.
        int others = calls - (doubtful.contains(offset) ? 1 : 0);
        return epochDay == day && others >= cap.limit(epochDay) && offset != open;
    }

    /** Whether a call of the command at that offset counts on that day already, or on one that was begun early. */
    boolean isCounted(long offset, long epochDay) {
        return offset == open && epochDay <= day;
    }

    /** The call of the command at that offset will be made on that day. */
    void count(long offset, long epochDay) {
        if (isCounted(offset, epochDay)) {
            return;
        }
        undo();
        if (epochDay > day) {
            day = epochDay;
            calls = 0;
            doubtful.clear();
        }
        openCountedBefore = doubtful.remove(offset);
        calls += openCountedBefore ? 0 : 1;
        open = offset;
    }

    /** The calendar was set back by more than a moment: what is counted is of that day. */
    void redate(long epochDay) {
        day = epochDay;
    }

    /** Whether a call is announced or under way. */
    boolean isOpen() {
        return open != NONE;
    }

    /** The call was not made, or was definitely refused. */
    void undo() {
        if (open != NONE && openCountedBefore) {
            doubtful.add(open);
        } else if (open != NONE) {
            calls--;
        }
        open = NONE;
    }

    /** The call was accepted, or nobody knows whether it was. */
    void keep() {
        open = NONE;
    }
}
