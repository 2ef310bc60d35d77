package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.metronome.pacing.Pace;

/**
 * A change of an instance's settings: from the setSettings that asked for it to the moment at which getSettings shows
 * it, or at which the worker does not wait for it any more. Until then the pace must not fall below the new delay.
 */
public final class SettingsChange {
    /** The longest time that accepted settings may take to show ("applied within 5 minutes": docs, page SetSettings). */
    public static final long PATIENCE = MINUTES.toNanos(5);

    private int wantedMillis;
    private long until = Pace.NEVER;
    private boolean assumed;
    private boolean readPlanned;

    /**
     * A setSettings asked for a delay.
     *
     * @param wanted milliseconds, 0 when it asked for none
     * @param end the worker does not wait for the change after that moment, monotonic nanoseconds
     */
    void begin(int wanted, long end) {
        wantedMillis = wanted;
        until = end;
        assumed = false;
    }

    /**
     * A former owner was not sure of the delay. A change of which more is known takes the place of this one.
     *
     * @param longest the longest delay that may count, milliseconds
     * @param end the worker does not wait for that after this moment, monotonic nanoseconds
     */
    void assume(int longest, long end) {
        begin(longest, end);
        assumed = true;
    }

    /**
     * A former owner knew of a change. Where another one may be under way, the longer delay counts for the longer time.
     *
     * @param wanted milliseconds, 0 when it asked for none
     * @param end the worker does not wait for the change after that moment, monotonic nanoseconds
     */
    void restored(int wanted, long end) {
        if (assumed) {
            begin(wanted, end);
        } else {
            begin(Math.max(wanted, wantedMillis), Math.max(end, until));
        }
    }

    /** The worker does not wait for it any more. */
    public void end() {
        until = Pace.NEVER;
    }

    /** The delay that counts, now that getSettings has shown {@code read}: the longer one while the change is open. */
    int delayAfter(int read, long now) {
        if (read == wantedMillis || !isOpen(now)) {
            end();
        }
        return isOpen(now) ? Math.max(read, wantedMillis) : read;
    }

    /** Whether a delay was asked for that getSettings has not shown, and nothing newer was read since. */
    boolean leavesDoubt() {
        return until != Pace.NEVER && wantedMillis > 0;
    }

    /** Whether a changed delay does not show yet. */
    public boolean isOpen(long now) {
        return now < until;
    }

    /** The delay that a setSettings asked for in milliseconds, 0 when it asked for none. */
    public int wantedMillis() {
        return wantedMillis;
    }

    /** Until when the change is waited for, monotonic nanoseconds. */
    public long until() {
        return until;
    }

    /** Plans that the settings are read once more. False when that is planned already. */
    boolean planRead() {
        boolean wasPlanned = readPlanned;
        readPlanned = true;
        return !wasPlanned;
    }

    /** The planned moment has come. */
    void readStarts() {
        readPlanned = false;
    }
}
