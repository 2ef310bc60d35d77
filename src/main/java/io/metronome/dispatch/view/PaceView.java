package io.metronome.dispatch.view;

import org.jspecify.annotations.Nullable;

/**
 * The rules for the pace of an instance, beside its delay.
 *
 * @param jitterPercent gaps are longer than the delay by up to so much of it; 0 for none
 * @param hours when it sends; null for at any time
 * @param cap how much it sends on a day; null for any number
 */
public record PaceView(
        int jitterPercent,
        @Nullable HoursView hours,
        @Nullable CapView cap) {
    /** The delay alone. */
    public static final PaceView NONE = new PaceView(0, null, null);

    /**
     * Its hours.
     *
     * @param zone the name of their time zone
     * @param open whether it is within them
     * @param until when they end, or else begin, milliseconds since the epoch
     * @param highAlways whether commands with high priority are sent at any time
     */
    public record HoursView(String zone, boolean open, long until, boolean highAlways) {}

    /**
     * Its daily cap.
     *
     * @param limit the calls that today may have
     * @param calls the calls that count today
     * @param until when the day ends, milliseconds since the epoch
     */
    public record CapView(int limit, int calls, long until) {}
}
