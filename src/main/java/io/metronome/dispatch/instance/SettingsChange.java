package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.metronome.pacing.Pace;

/**
 * A change of an instance's settings: from the setSettings that asked for it to the moment at which getSettings shows
 * it, or at which the worker does not wait for it any more. Until then the pace must not fall below the new delay. Several
 * may follow each other before the first one shows: each of their delays may come, and the longest counts.
 */
public final class SettingsChange {
    /** The longest time that accepted settings may take to show ("applied within 5 minutes": docs, page SetSettings). */
    public static final long PATIENCE = MINUTES.toNanos(5);

    private int wantedMillis;
    private int longestMillis;
    private int shownMillis;
    /* An earlier delay may come yet, and what getSettings shows does not tell whether it has been replaced. */
    private boolean ambiguous;
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
        boolean follows = until != Pace.NEVER;
        wantedMillis = follows && wanted == 0 ? wantedMillis : wanted;
        longestMillis = follows ? Math.max(longestMillis, wantedMillis) : wantedMillis;
        ambiguous = longestMillis > wantedMillis && (shownMillis == 0 || shownMillis == wantedMillis);
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
     * @param longest the longest delay that may come, milliseconds; 0 for none
     * @param end the worker does not wait for the change after that moment, monotonic nanoseconds
     */
    void restored(int longest, long end) {
        if (assumed) {
            end();
            begin(longest, end);
        } else {
            begin(Math.max(longest, longestMillis), Math.max(end, until));
        }
    }

    /** The worker does not wait for it any more. */
    public void end() {
        until = Pace.NEVER;
        longestMillis = 0;
    }

    /** The delay that counts, now that getSettings has shown {@code read}: the longer one while the change is open. */
    int delayAfter(int read, long now) {
        shownMillis = read;
        if (longestMillis > wantedMillis && read == longestMillis) {
            longestMillis = wantedMillis;
            ambiguous = false;
        }
        if (!isOpen(now) || (read == wantedMillis && !ambiguous)) {
            end();
        }
        return Math.max(read, longestMillis);
    }

    /** Whether a delay was asked for that getSettings has not shown, and nothing newer was read since. */
    boolean leavesDoubt() {
        return until != Pace.NEVER && longestMillis > 0;
    }

    /** Whether a changed delay does not show yet. */
    public boolean isOpen(long now) {
        return now < until;
    }

    /** The longest delay that was asked for and may come, milliseconds; 0 when there is none. */
    public int longestMillis() {
        return longestMillis;
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
