package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.command.Command;
import io.metronome.command.Method;
import io.metronome.command.PaceRules;
import io.metronome.command.Priority;
import io.metronome.command.SendingHours;
import io.metronome.pacing.ExpiryCounts;
import io.metronome.pacing.OpenTime;
import io.metronome.pacing.Pace;
import io.metronome.pacing.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Commands that certainly cannot make their {@code expiresAt}: those ahead of them in their own or a higher priority that
 * cannot expire first take too long, at the known delay and within the instance's hours. A delay that is only a guess is
 * never used. What waits in a lane now is ahead of a command that waits for its {@code notBefore}, too. Pure.
 */
public final class Foresight {
    /* GREEN-API docs, page SetSettings: a setSettings ahead may lower the delay to that. */
    private static final int SHORTEST_DELAY = 500;

    private final InstanceLane lane;
    private final PaceRules rules;
    private final long startMillis;
    private final int delayMillis;

    /**
     * A command that cannot make it.
     *
     * @param detail the reason, for people
     */
    public record TooLate(PendingCommand pending, String detail) {}

    private Foresight(InstanceLane lane, long nowNanos, long nowMillis) {
        this.lane = lane;
        this.rules = lane.rules().current();
        long earliest = lane.pace().earliest();
        this.startMillis = earliest <= nowNanos ? nowMillis : nowMillis + NANOSECONDS.toMillis(earliest - nowNanos);
        PendingCommand inFlight = lane.inFlight();
        boolean mayShrink = lane.awaitsUnpaced()
                || (inFlight != null && !inFlight.method().paced())
                || !lane.confirming().isEmpty()
                || lane.settingsChange().isOpen(nowNanos);
        int known = lane.pace().delayMillis();
        this.delayMillis = mayShrink ? Math.min(known, SHORTEST_DELAY) : known;
    }

    /**
     * Why a command that was just read cannot make it, for people; null when it may.
     *
     * @param lane null while the instance has none
     */
    public static @Nullable String refusal(
            @Nullable InstanceLane lane, PaceRules rules, Command command, long nowNanos, long nowMillis) {
        Judged judged = new Judged(command.method(), command.priority(), command.expiresAt());
        String closed = judged.closed(rules.hours(), Math.max(nowMillis, command.notBefore()));
        return closed != null || lane == null
                ? closed
                : judged.behind(lane, command.priority().rank(), nowNanos, nowMillis);
    }

    /**
     * Why a command that takes its place at the end of its priority, now or at its {@code notBefore}, cannot make it; null
     * when it may.
     */
    public static @Nullable String refusal(PendingCommand pending, long notBefore, long nowNanos, long nowMillis) {
        InstanceLane lane = pending.lane();
        Judged judged = Judged.of(pending);
        String closed = judged.closed(lane.rules().current().hours(), Math.max(nowMillis, notBefore));
        return closed != null ? closed : judged.behind(lane, pending.priority().rank(), nowNanos, nowMillis);
    }

    /** Why a command that is the first of its priority cannot make it; null when it may. */
    public static @Nullable String refusalOfTheFirst(PendingCommand pending, long nowNanos, long nowMillis) {
        InstanceLane lane = pending.lane();
        Judged judged = Judged.of(pending);
        String closed = judged.closed(lane.rules().current().hours(), nowMillis);
        return closed != null ? closed : judged.behind(lane, pending.priority().rank() - 1, nowNanos, nowMillis);
    }

    /* A command, as far as it matters here. */
    private record Judged(Method method, Priority priority, long expiresAt) {
        static Judged of(PendingCommand pending) {
            return new Judged(pending.method(), pending.priority(), pending.expiresAt());
        }

        private boolean isNever() {
            return !method.paced() || expiresAt == Long.MAX_VALUE;
        }

        @Nullable
        String closed(@Nullable SendingHours hours, long fromMillis) {
            return isNever() ? null : Foresight.closed(hours, priority, expiresAt, opening(hours, fromMillis));
        }

        /* Those of the lane are ahead whose priorities have a rank up to that. */
        @Nullable
        String behind(InstanceLane lane, int lowest, long nowNanos, long nowMillis) {
            if (isNever() || !isDelayKnown(lane)) {
                return null;
            }
            Foresight foresight = new Foresight(lane, nowNanos, nowMillis);
            Slots needed = foresight.late(
                    expiresAt,
                    priority,
                    (most, first) ->
                            lowest < first.rank() ? 0 : lane.lasting(first, Priority.of(lowest), expiresAt, most));
            return needed == null ? null : detail(needed.count(), foresight.delayMillis, needed.next());
        }
    }

    /* Whatever goes first: the hours begin too late. */
    private static @Nullable String closed(
            @Nullable SendingHours hours, Priority priority, long expiresAt, long opening) {
        return hours == null || !hours.hold(priority) || opening < expiresAt
                ? null
                : "expiresAt cannot be met: the hours of the instance begin at " + Instant.ofEpochMilli(opening);
    }

    private static long opening(@Nullable SendingHours hours, long fromMillis) {
        return hours == null ? 0 : OpenTime.atOrAfter(hours, fromMillis).from();
    }

    /** The commands of the lane that cannot make it. */
    public static List<TooLate> tooLate(InstanceLane lane, long nowNanos, long nowMillis) {
        if (!isDelayKnown(lane)) {
            return closed(lane, nowMillis);
        }
        List<TooLate> found = new ArrayList<>();
        Foresight foresight = new Foresight(lane, nowNanos, nowMillis);
        ExpiryCounts ahead = new ExpiryCounts();
        ExpiryCounts aheadBelowHigh = new ExpiryCounts();
        for (PendingCommand pending : lane.waitingCommands()) {
            Method method = pending.method();
            long expiresAt = pending.expiresAt();
            boolean isJudged = method.paced() && expiresAt != Long.MAX_VALUE;
            Slots late = !isJudged
                    ? null
                    : foresight.late(
                            expiresAt,
                            pending.priority(),
                            (most, first) -> (first == Priority.HIGH ? ahead : aheadBelowHigh).from(expiresAt, most));
            if (late != null) {
                found.add(new TooLate(pending, detail(late.count(), foresight.delayMillis, late.next())));
            } else if (method.paced()) {
                ahead.add(expiresAt);
                if (pending.priority() != Priority.HIGH) {
                    aheadBelowHigh.add(expiresAt);
                }
            }
        }
        return found;
    }

    /* Those that expire before the hours begin. */
    private static List<TooLate> closed(InstanceLane lane, long nowMillis) {
        List<TooLate> found = new ArrayList<>();
        SendingHours hours = lane.rules().current().hours();
        if (hours == null) {
            return found;
        }
        long opening = opening(hours, nowMillis);
        for (PendingCommand pending : lane.waitingCommands()) {
            long expiresAt = pending.expiresAt();
            boolean isJudged = pending.method().paced() && expiresAt != Long.MAX_VALUE;
            String closed = isJudged ? closed(hours, pending.priority(), expiresAt, opening) : null;
            if (closed != null) {
                found.add(new TooLate(pending, closed));
            }
        }
        return found;
    }

    private static boolean isDelayKnown(InstanceLane lane) {
        Pace pace = lane.pace();
        return pace.isKnown() && !pace.isGuessed() && pace.delayMillis() > 0;
    }

    /** Counts commands ahead that do not expire first, not beyond {@code most}. */
    private interface Ahead {
        /** @param first the highest priority that counts */
        int lasting(int most, Priority first);
    }

    /* The calls that can be made before its expiry, when all of them are of commands ahead; otherwise null. */
    private @Nullable Slots late(long expiresAt, Priority priority, Ahead ahead) {
        Slots plain = late(expiresAt, PaceRules.NONE, most -> ahead.lasting(most, Priority.HIGH));
        SendingHours hours = rules.hours();
        boolean byHours = hours != null && hours.hold(priority);
        boolean byCap = rules.cap() != null && priority != Priority.HIGH;
        if (plain != null || (!byHours && !byCap)) {
            return plain;
        }
        // Commands that are called whatever the hours and the cap say take nothing from them.
        boolean highToo = priority == Priority.HIGH || (!byCap && hours != null && hours.hold(Priority.HIGH));
        PaceRules binding = new PaceRules(0, byHours ? hours : null, byCap ? rules.cap() : null);
        return late(expiresAt, binding, most -> ahead.lasting(most, highToo ? Priority.HIGH : Priority.NORMAL));
    }

    private @Nullable Slots late(long expiresAt, PaceRules within, IntUnaryOperator lasting) {
        int calls = lane.rules().countedForCertainBy(startMillis);
        Slots slots = Slots.between(startMillis, expiresAt, delayMillis, within, calls, lane.waiting());
        int count = slots.count();
        boolean isLate = count == 0 || (count <= lane.waiting() && lasting.applyAsInt(count) >= count);
        return isLate ? slots : null;
    }

    private static String detail(int ahead, int delayMillis, long turnMillis) {
        return "expiresAt cannot be met: " + (ahead == 0 ? "" : "at least " + ahead + " commands go first, and ")
                + "the instance's delay is " + delayMillis + " ms, so its turn comes at "
                + Instant.ofEpochMilli(turnMillis) + " at the earliest";
    }
}
