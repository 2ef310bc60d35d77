package io.metronome.command;

/**
 * What the instances file says of an instance's pace beside its delay.
 *
 * @param jitterPercent each gap is longer than the delay by up to so much of the delay, 0 to 300
 */
public record PaceRules(int jitterPercent) {
    /** The delay alone rules. */
    public static final PaceRules NONE = new PaceRules(0);
}
