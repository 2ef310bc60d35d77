package io.metronome.dispatch.instance;

import io.metronome.pacing.Pace;

/**
 * A change of an instance's settings: from the setSettings that asked for it to the moment at which getSettings shows
 * it, or at which the worker does not wait for it any more. Until then the pace must not fall below the new delay.
 */
public final class SettingsChange {
    private int wantedMillis;
    private long until = Pace.NEVER;
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
    }

    /** The worker does not wait for it any more. */
    public void end() {
        until = Pace.NEVER;
    }

    /** The delay that counts, now that getSettings has shown {@code read}: the longer one while the change is open. */
    int delayAfter(int read, long now) {
        if (read == wantedMillis) {
            end();
        }
        return isOpen(now) ? Math.max(read, wantedMillis) : read;
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
