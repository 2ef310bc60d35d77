package io.metronome.observe;

import io.metronome.dispatch.loop.Gauges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Tells whether the process makes progress, and whether it is ready. A backlog, a paused instance, a broken API or a
 * missing Kafka changes neither, because a restart would not help. Any thread may ask.
 */
public final class Health {
    private final LongSupplier now;
    private final long started;
    private final Duration limit;
    private final Gauges gauges;
    private final List<Beat> beats;
    private final BooleanSupplier joined;

    /**
     * The sign of life of a loop.
     *
     * @param loop the name of the loop in messages
     * @param lastNanos when the loop last turned, in monotonic nanoseconds
     */
    public record Beat(String loop, LongSupplier lastNanos) {}

    /** An answer and its reason. */
    public record Verdict(boolean good, String reason) {}

    /**
     * A loop that has not turned yet counts as if it had turned now.
     *
     * @param now the clock of the beats, in monotonic nanoseconds
     * @param limit how long a loop may stand still; a loop that has nothing to do must turn much more often
     * @param gauges have the beat of the dispatcher, {@link Gauges#lastRoundNanos()}
     * @param beats the beats of the other loops
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

    /** Good once the worker is in its group and every assigned partition is restored; it may have none. */
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
