package io.metronome.dispatch.instance;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.dispatch.loop.Time;
import io.metronome.ledger.InstanceCondition.CountedCalls;
import io.metronome.pacing.Entry;
import io.metronome.pacing.Pace;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the instances file for the pace of a lane's instance, beside the delay, and the calls that count for its
 * daily cap. An instance without such rules costs no more than this object. On the dispatcher's thread only.
 */
final class LaneRules {
    private final Pace pace;
    private final LaneRecords records;
    private PaceRules rules = PaceRules.NONE;
    private @Nullable SendingTimes times;
    private @Nullable CallsOfDay calls;
    private long restoredUntil = Pace.NEVER;

    LaneRules(Pace pace, LaneRecords records) {
        this.pace = pace;
        this.records = records;
    }

    PaceRules current() {
        return rules;
    }

    /** The instances file says this from now on. */
    void set(PaceRules next, Time time) {
        if (next.jitterPercent() < rules.jitterPercent()) {
            // The ledger has a longer gap than the one that rules now.
            records.notedPace().found(Integer.MAX_VALUE);
        }
        boolean isSame = Objects.equals(next.hours(), rules.hours()) && Objects.equals(next.cap(), rules.cap());
        rules = next;
        pace.jitter(next.jitterPercent());
        if (!isSame) {
            makeTimes(time);
        }
    }

    /** A former owner had counted these calls. */
    void restored(CountedCalls counted, Time time) {
        counting().restored(counted);
        restoredUntil = time.nanosAt(counted.endsEverywhere());
        makeTimes(time);
    }

    private void makeTimes(Time time) {
        boolean isBound = rules.hours() != null || rules.cap() != null;
        times = isBound ? new SendingTimes(rules, counting(), time) : null;
    }

    private CallsOfDay counting() {
        CallsOfDay known = calls;
        if (known == null) {
            known = new CallsOfDay();
            calls = known;
        }
        return known;
    }

    /** When the instance may be called by the calendar; null for at any time. */
    @Nullable
    SendingTimes times() {
        return times;
    }

    /** Looks at the calendar, where it matters for the lane. */
    void look(Time time) {
        if (times != null) {
            times.look(time);
        }
    }

    /** The moment before which that command is not called, as {@link SendingTimes#opensAt}. */
    long opensAt(Entry pending, long ready) {
        return times == null || !pending.method().paced() ? Pace.NEVER : times.opensAt(pending, ready);
    }

    /** The request of that command, which has its turn now, must be written before that, milliseconds since the epoch. */
    long closesAt(Entry pending) {
        return times == null || !pending.method().paced() ? Long.MAX_VALUE : times.closesAt(pending);
    }

    /** Why that command waits until then; null when neither hours nor a cap are the reason. */
    @Nullable
    WaitReason reason(Entry first, long until) {
        SendingTimes known = times;
        if (known == null || !first.method().paced() || !known.isOpening(until)) {
            return null;
        }
        return known.isFull(first) ? new WaitReason.CapReached(until) : new WaitReason.OutOfHours(until);
    }

    /**
     * The lane is not forgotten before that moment, idle or not: its calls of the day count. The ledger has the count, too,
     * but is read only when a partition is taken over.
     */
    long keptUntil() {
        return times == null ? restoredUntil : times.keptUntil();
    }

    /** Whether a call of that command counts for a daily cap. */
    boolean counts(Entry pending) {
        return rules.cap() != null && pending.method().paced();
    }

    /** Counts the call of that command, which will be made at that moment, monotonic nanoseconds. */
    void count(Entry pending, long at) {
        if (times != null && counts(pending)) {
            counting().count(pending.offset(), times.dayOf(at));
        }
    }

    /** Whether a call of that command at that moment is counted, or need not be. */
    boolean isCounted(Entry pending, long at) {
        return times == null || !counts(pending) || counting().isCounted(pending.offset(), times.dayOf(at));
    }

    /** The calls that count on the day of that moment, milliseconds since the epoch. */
    int countedBy(long millis) {
        DailyCap cap = rules.cap();
        return cap == null || calls == null ? 0 : calls.on(cap.day(millis));
    }

    /** The calls that count for certain on the day of that moment, milliseconds since the epoch. */
    int countedForCertainBy(long millis) {
        DailyCap cap = rules.cap();
        return cap == null || calls == null ? 0 : calls.atLeastOn(cap.day(millis));
    }

    /** The calls of the day; null when none was ever counted. */
    @Nullable
    CallsOfDay calls() {
        return calls;
    }

    /** The calls of the day, for the ledger; null when none is counted. */
    @Nullable
    CountedCalls toRecord() {
        return calls == null ? null : calls.toRecord();
    }
}
