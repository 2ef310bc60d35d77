package io.metronome.command;

import org.jspecify.annotations.Nullable;

/**
 * The rules of the instances file for an instance's pace, beside its delay.
 *
 * @param jitterPercent each gap is longer than the delay by up to so much of the delay, 0 to 300
 * @param hours when paced calls are made; null for at any time
 * @param cap how many calls a day may have; null for any number
 */
public record PaceRules(
        int jitterPercent,
        @Nullable SendingHours hours,
        @Nullable DailyCap cap) {
    /** The delay alone rules. */
    public static final PaceRules NONE = new PaceRules(0, null, null);

    /** These rules with that range of jitter. */
    public PaceRules withJitter(int percent) {
        return new PaceRules(percent, hours, cap);
    }

    /** These rules with those hours. */
    public PaceRules withHours(SendingHours open) {
        return new PaceRules(jitterPercent, open, cap);
    }

    /** These rules with that cap. */
    public PaceRules withCap(DailyCap daily) {
        return new PaceRules(jitterPercent, hours, daily);
    }
}
