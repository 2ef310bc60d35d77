package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.command.Command;
import io.metronome.pacing.ExpiryCounts;
import io.metronome.pacing.Pace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Commands that certainly cannot make their {@code expiresAt}: those ahead of them in their own or a higher priority that
 * cannot expire first take too long, at the known delay. A delay that is only a guess is never used. Pure.
 */
public final class Foresight {
    /* GREEN-API docs, page SetSettings: a setSettings ahead may lower the delay to that. */
    private static final int SHORTEST_DELAY = 500;

    private final long startMillis;
    private final int delayMillis;
    private final long nowMillis;

    /**
     * A command that cannot make it.
     *
     * @param ahead so many at least go first
     * @param turnMillis its turn comes then at the earliest, milliseconds since the epoch
     */
    public record TooLate(PendingCommand pending, int ahead, int delayMillis, long turnMillis) {

        /** The reason, for people. */
        public String detail() {
            return Foresight.detail(ahead, delayMillis, turnMillis);
        }
    }

    private Foresight(InstanceLane lane, long nowNanos, long nowMillis) {
        long earliest = lane.pace().earliest();
        this.startMillis = earliest <= nowNanos ? 0 : NANOSECONDS.toMillis(earliest - nowNanos);
        PendingCommand inFlight = lane.inFlight();
        boolean mayShrink = lane.hasUnpacedWaiting()
                || (inFlight != null && !inFlight.method().paced())
                || !lane.confirming().isEmpty()
                || lane.settingsChange().isOpen(nowNanos);
        int known = lane.pace().delayMillis();
        this.delayMillis = mayShrink ? Math.min(known, SHORTEST_DELAY) : known;
        this.nowMillis = nowMillis;
    }

    /** Why a command that was just read cannot make it, for people; null when it may. */
    public static @Nullable String refusal(InstanceLane lane, Command command, long nowNanos, long nowMillis) {
        boolean isJudged = command.expiresAt() != Long.MAX_VALUE
                && command.method().paced()
                && command.notBefore() <= nowMillis
                && isDelayKnown(lane);
        if (!isJudged) {
            return null;
        }
        Foresight foresight = new Foresight(lane, nowNanos, nowMillis);
        int needed = foresight.needed(command.expiresAt());
        boolean isLate = foresight.isLate(needed, most -> lane.lasting(command.priority(), command.expiresAt(), most));
        return isLate ? detail(needed, foresight.delayMillis, foresight.turnMillis(needed)) : null;
    }

    /** The commands of the lane that cannot make it. */
    public static List<TooLate> tooLate(InstanceLane lane, long nowNanos, long nowMillis) {
        List<TooLate> found = new ArrayList<>();
        if (!isDelayKnown(lane)) {
            return found;
        }
        Foresight foresight = new Foresight(lane, nowNanos, nowMillis);
        ExpiryCounts ahead = new ExpiryCounts();
        for (PendingCommand pending : lane.waitingCommands()) {
            int needed = foresight.needed(pending.expiresAt());
            boolean isJudged = pending.method().paced() && pending.expiresAt() != Long.MAX_VALUE;
            if (isJudged && foresight.isLate(needed, most -> ahead.from(pending.expiresAt(), most))) {
                found.add(new TooLate(pending, needed, foresight.delayMillis, foresight.turnMillis(needed)));
            } else if (pending.method().paced()) {
                ahead.add(pending.expiresAt());
            }
        }
        return found;
    }

    private static boolean isDelayKnown(InstanceLane lane) {
        Pace pace = lane.pace();
        return pace.isKnown() && !pace.isGuessed() && pace.delayMillis() > 0;
    }

    /* If so many go first, its turn is not before its expiry. */
    private int needed(long expiresAt) {
        long left = expiresAt - nowMillis - startMillis;
        long needed = left <= 0 ? 0 : (left + delayMillis - 1) / delayMillis;
        return (int) Math.min(needed, Integer.MAX_VALUE);
    }

    private boolean isLate(int needed, IntUnaryOperator lasting) {
        return needed < Integer.MAX_VALUE && (needed == 0 || lasting.applyAsInt(needed) >= needed);
    }

    private long turnMillis(int ahead) {
        return nowMillis + startMillis + (long) ahead * delayMillis;
    }

    private static String detail(int ahead, int delayMillis, long turnMillis) {
        return "expiresAt cannot be met: " + (ahead == 0 ? "" : "at least " + ahead + " commands go first, and ")
                + "the instance's delay is " + delayMillis + " ms, so its turn comes at "
                + Instant.ofEpochMilli(turnMillis) + " at the earliest";
    }
}
