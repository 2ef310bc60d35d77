package io.metronome.simulation.worker;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.Random;

/**
 * Conditions that few storms have, since they last long or are far from everyday ones. Drawn from the seed by itself, so
 * that the other storms tell the stories that they would tell without them.
 *
 * @param hasDayLongGap whether one instance may be called once a day
 * @param hasFewSentSlots whether few records of the ledger hold all sent ids, each of them those of half a minute
 * @param breaksDispatcher whether something that the dispatcher uses ends in an Error
 * @param losesChangedInstances whether the instances file loses an instance while its delay is changed
 * @param restoreWaits how long each restore finds no room in the heap, nanoseconds; 0 for most
 * @param kafkaAway how long Kafka is away after all other faults, nanoseconds; 0 for most
 * @param isCrowded whether a worker may make one call at a time, and many instances with short gaps have work at once
 */
public record RareConditions(
        boolean hasDayLongGap,
        boolean hasFewSentSlots,
        boolean breaksDispatcher,
        boolean losesChangedInstances,
        long restoreWaits,
        long kafkaAway,
        boolean isCrowded) {
    private static final int STORMS = 11;
    private static final int REST = 6;
    private static final int SPREAD = 31;

    /** The conditions of most storms. */
    public static final RareConditions NONE = new RareConditions(false, false, false, false, 0, 0, false);

    /** The conditions of the storm of that seed. */
    public static RareConditions of(long seed) {
        if (seed % STORMS != REST) {
            return NONE;
        }
        Random random = new Random(SPREAD * seed);
        return new RareConditions(
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean() ? SECONDS.toNanos(1 + random.nextInt(20)) : 0,
                random.nextBoolean() ? SECONDS.toNanos(30 + random.nextInt(90)) : 0,
                random.nextInt(3) == 0);
    }
}
