package io.metronome.observe;

import io.metronome.dispatch.Gauges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the process makes progress, and whether it can serve. A backlog, a paused instance, a broken API or Kafka away
 * is neither's business: a restart would mend none of them. Safe from any thread.
 */
public final class Health {
    private final LongSupplier now;
    private final long started;
    private final Duration limit;
    private final Gauges gauges;
    private final List<Beat> beats;
    private final BooleanSupplier joined;

    /**
     * A loop that shows that it turns.
     *
     * @param loop its name, for people
     * @param lastNanos the monotonic nanoseconds of its last turn
     */
    public record Beat(String loop, LongSupplier lastNanos) {}

    /** An answer and, in words, why. */
    public record Verdict(boolean good, String reason) {}

    /**
     * Counts from now: a loop that has not turned yet has as long as any other.
     *
     * @param now monotonic nanoseconds, the clock of the beats
     * @param limit how long a loop may be silent; its longest wait when there is nothing to do must be well below
     * @param gauges whose {@link Gauges#lastRoundNanos()} is the dispatcher's beat
     * @param beats of the other loops
     * @param joined whether the worker is in its consumer group
     */
    public Health(LongSupplier now, Duration limit, Gauges gauges, List<Beat> beats, BooleanSupplier joined) {
        this.now = now;
        this.started = now.getAsLong();
        this.limit = limit;
        this.gauges = gauges;
        this.beats = new ArrayList<>(beats);
        this.beats.add(new Beat("dispatcher", gauges::lastRoundNanos));
        this.joined = joined;
    }

    /** Good while every loop turns. */
    public Verdict alive() {
        List<String> silent = new ArrayList<>();
        for (Beat beat : beats) {
            long age = age(beat);
            if (age > limit.toNanos()) {
                silent.add(beat.loop() + " for " + Duration.ofNanos(age).toSeconds() + " s");
            }
        }
        return silent.isEmpty()
                ? new Verdict(true, "alive: every loop turns")
                : new Verdict(false, "no progress: " + String.join(", ", silent));
    }

    /** Good once every assigned partition is restored; none at all, in the group, is good too. */
    public Verdict ready() {
        if (!joined.getAsBoolean()) {
            return new Verdict(false, "not in the consumer group yet");
        }
        long assigned = gauges.assignedPartitions();
        long ready = gauges.readyPartitions();
        String count = ready + " of " + assigned + " assigned partitions restored";
        return new Verdict(ready >= assigned, (ready >= assigned ? "ready: " : "not ready: ") + count);
    }

    private long age(Beat beat) {
        long at = now.getAsLong();
        return Math.min(at - beat.lastNanos().getAsLong(), at - started);
    }
}
