package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Catalogue;
import io.metronome.command.DailyCap;
import io.metronome.command.Method;
import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.BrokerTime;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.ledger.BrokerMoment;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.InstanceCondition.CountedCalls;
import io.metronome.ledger.MonotonicMoment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions of instances that the ledger stores beside departures: holds, limits (429), changes of settings. */
public final class Conditions {
    /* Shorter ones are waited out by every new owner. */
    private static final long SHORT_LIMIT = SECONDS.toNanos(1);
    private static final long LONGEST_CALL = MINUTES.toNanos(2);

    private Conditions() {}

    /** Whether a limit that runs from now until then is worth a record. */
    public static boolean isLong(long now, long until) {
        return until - now > SHORT_LIMIT;
    }

    /** The next checkpoint writes the lane's condition, unless the ledger has none and there is none. */
    public static void note(InstanceLane lane, long now) {
        InstanceCondition<MonotonicMoment> condition = of(lane, now);
        if (!condition.isNone() || lane.records().isConditioned()) {
            lane.records().conditioned(condition);
            lane.partition().delta().conditioned(condition);
        }
    }

    /** A former owner wrote doubts about delays into departures: where these do not tell them, conditions do from now on. */
    static void noteDoubts(Collection<InstanceLane> restored, long now) {
        for (InstanceLane lane : restored) {
            boolean isTold = lane.partition().keepsDelays()
                    || (lane.records().isConditioned() && lane.rules().toRecord() == null);
            if (!isTold && lane.settingsChange().leavesDoubt()) {
                note(lane, now);
            }
        }
    }

    /** The lane is forgotten: the ledger deletes its condition. */
    static void forget(InstanceLane lane) {
        if (lane.records().isConditioned()) {
            InstanceCondition<MonotonicMoment> none = InstanceCondition.none(lane.instance());
            lane.records().conditioned(none);
            lane.partition().delta().conditioned(none);
        }
    }

    /** Gives lanes what a former owner knew of them, as far as it has not passed. */
    static void restore(
            InstanceLanes lanes,
            OwnedPartition partition,
            List<InstanceCondition<BrokerMoment>> left,
            BrokerTime broker,
            Time time) {
        long now = time.nanos();
        for (InstanceCondition<BrokerMoment> there : left) {
            InstanceCondition<MonotonicMoment> here =
                    there.with(moment -> new MonotonicMoment(broker.ahead(moment.millis())));
            if (isOver(here, now)
                    && isPast(here.counted(), lanes.rules(here.instance()).cap(), time.millis())) {
                partition.delta().conditioned(InstanceCondition.none(here.instance()));
            } else {
                InstanceLane lane = lanes.lane(partition, here.instance());
                if (here.counted() != null) {
                    lane.rules().restored(here.counted(), time);
                }
                restore(lane, here, now);
            }
        }
    }

    /* Without a cap nobody knows the zone of the day, and the file may name a cap again. */
    private static boolean isPast(@Nullable CountedCalls counted, @Nullable DailyCap cap, long nowMillis) {
        if (counted == null) {
            return true;
        }
        return cap == null
                ? nowMillis >= counted.endsEverywhere()
                : counted.epochDay() < cap.day(nowMillis - SendingTimes.SET_BACK_MILLIS);
    }

    private static boolean isOver(InstanceCondition<MonotonicMoment> here, long now) {
        return here.hold() == null
                && here.limits().stream().allMatch(limit -> limit.until().nanos() <= now)
                && (here.settling() == null || here.settling().until().nanos() <= now);
    }

    private static void restore(InstanceLane lane, InstanceCondition<MonotonicMoment> here, long now) {
        lane.records().conditioned(here);
        InstanceCondition.RecordedHold<MonotonicMoment> was = here.hold();
        if (was != null) {
            lane.status().restored(hold(was), now);
        }
        for (InstanceCondition.Limit<MonotonicMoment> limit : here.limits()) {
            Method method = Catalogue.find(limit.method());
            if (method != null) {
                lane.throttle(method, limit.until().nanos());
                lane.limits().put(limit.method(), limit.until().nanos());
            }
        }
        if (here.settling() != null && here.settling().until().nanos() > now) {
            int longest = here.settling().longestMillis();
            lane.settingsChange().restored(longest, here.settling().until().nanos());
            lane.pace().atLeast(longest);
            lane.keepUntil(here.settling().until().nanos());
        }
    }

    private static Hold hold(InstanceCondition.RecordedHold<MonotonicMoment> was) {
        return new Hold(
                HoldReason.of(was.reason()),
                was.detail(),
                was.sinceMillis(),
                was.untilMillis(),
                was.endsWithState(),
                false,
                was.refusals(),
                was.trialAt().nanos());
    }

    private static InstanceCondition<MonotonicMoment> of(InstanceLane lane, long now) {
        lane.limits().values().removeIf(until -> until <= now);
        List<InstanceCondition.Limit<MonotonicMoment>> limits = new ArrayList<>();
        for (Map.Entry<String, Long> limit : lane.limits().entrySet()) {
            limits.add(new InstanceCondition.Limit<>(limit.getKey(), new MonotonicMoment(limit.getValue())));
        }
        return new InstanceCondition<>(
                lane.instance(),
                hold(lane.status().hold()),
                limits,
                settling(lane, now),
                lane.rules().toRecord());
    }

    private static InstanceCondition.@Nullable RecordedHold<MonotonicMoment> hold(@Nullable Hold hold) {
        return hold == null
                ? null
                : new InstanceCondition.RecordedHold<>(
                        hold.reason().label(),
                        hold.detail(),
                        hold.sinceMillis(),
                        hold.untilMillis(),
                        hold.endsWithState(),
                        hold.refusals(),
                        new MonotonicMoment(hold.trialAt()));
    }

    private static InstanceCondition.@Nullable Settling<MonotonicMoment> settling(InstanceLane lane, long now) {
        SettingsChange change = lane.settingsChange();
        boolean mayBegin = !lane.partition().keepsDelays() && Delays.mayHaveChanged(lane);
        if (!mayBegin && !change.isOpen(now)) {
            return null;
        }
        // Its call may last for a while before the API accepts it.
        long until = mayBegin ? Math.max(change.until(), now + SettingsChange.PATIENCE + LONGEST_CALL) : change.until();
        int longest = mayBegin ? Math.max(change.longestMillis(), Delays.longest(lane)) : change.longestMillis();
        return new InstanceCondition.Settling<>(longest, new MonotonicMoment(until));
    }
}
