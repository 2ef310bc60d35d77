package io.metronome.observe;

import io.metronome.dispatch.loop.Gauges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells whether the process makes progress, and whether it is ready. A backlog, a paused instance or a broken API changes
 * neither, because a restart would not help. Nor does a missing Kafka change the first; the worker is not ready any more
 * when it is no member of its group. Any thread may ask.
 */
public final class Health {
    private final LongSupplier now;
    private volatile long started;
    private final Duration limit;
    private final Gauges gauges;
    private final List<Beat> beats;
    private final BooleanSupplier joined;
    private final Supplier<List<String>> problems;
    private volatile String waiting = "";
    private volatile long waitsSince;

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
     * @param problems what keeps the worker from its work and needs help: a line each, empty when there is none
     */
    public Health(
            LongSupplier now,
            Duration limit,
            Gauges gauges,
            List<Beat> beats,
            BooleanSupplier joined,
            Supplier<List<String>> problems) {
        this.now = now;
        this.started = now.getAsLong();
        this.limit = limit;
        this.gauges = gauges;
        this.beats = new CopyOnWriteArrayList<>(beats);
        this.beats.add(new Beat("dispatcher", gauges::lastRoundNanos));
        this.joined = joined;
        this.problems = problems;
    }

    /** From now on the worker also needs this loop to turn. */
    public void watch(Beat beat) {
        beats.add(beat);
    }

    /**
     * The loops have not begun, because the worker waits for that. It is not ready, and it is alive for as long as a loop
     * may stand still: a worker that still waits then says so again.
     */
    public void waitsFor(String what) {
        waitsSince = now.getAsLong();
        waiting = what;
    }

    /** The loops begin now. */
    public void begins() {
        started = now.getAsLong();
        waiting = "";
    }

    /** Good while every loop turns. */
    public Verdict alive() {
        String waitsFor = waiting;
        if (!waitsFor.isEmpty()) {
            long age = now.getAsLong() - waitsSince;
            return age > limit.toNanos()
                    ? new Verdict(false, "no progress: the start for " + seconds(age) + ", " + waitsFor)
                    : new Verdict(true, "alive: " + waitsFor);
        }
        List<String> silent = new ArrayList<>();
        for (Beat beat : beats) {
            long age = age(beat);
            if (age > limit.toNanos()) {
                silent.add(beat.loop() + " for " + seconds(age));
            }
        }
        return silent.isEmpty()
                ? new Verdict(true, "alive: every loop turns")
                : new Verdict(false, "no progress: " + String.join(", ", silent));
    }

    /**
     * Good once the worker is in its group, every assigned partition is restored and read, and nothing needs help. It
     * may have no partitions.
     */
    public Verdict ready() {
        if (!waiting.isEmpty()) {
            return new Verdict(false, "not ready: " + waiting);
        }
        if (!joined.getAsBoolean()) {
            return new Verdict(false, "not in the consumer group yet");
        }
        long assigned = gauges.assignedPartitions();
        long ready = gauges.readyPartitions();
        List<String> lines = new ArrayList<>(problems.get());
        lines.addAll(gauges.unreadReasons());
        boolean good = ready >= assigned && lines.isEmpty();
        lines.addFirst(ready + " of " + assigned + " assigned partitions restored");
        return new Verdict(good, (good ? "ready: " : "not ready: ") + String.join("; ", lines));
    }

    private static String seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds() + " s";
    }

    private long age(Beat beat) {
        long at = now.getAsLong();
        return Math.min(at - beat.lastNanos().getAsLong(), at - started);
    }
}
