package io.metronome.simulation.worker;

import io.metronome.command.Method;
import io.metronome.command.Reason;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.Tracing.SpanIds;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notes what the pipeline of one worker tells, as far as scenarios ask for it. */
public final class RecordingListener implements DispatchListener {
    private final LongConsumer restored;
    private final Set<String> pausedHosts = new LinkedHashSet<>();
    private long records;
    private long dead;
    private long longestIntakeDelayMillis;
    private @Nullable Supplier<Error> breaks;
    private long longestLateness;

    /** @param restored told how many nanoseconds each restore took */
    RecordingListener(LongConsumer restored) {
        this.restored = restored;
    }

    /** The dispatcher gets that Error when it next tells of a checkpoint. */
    void breakDown(Supplier<Error> with) {
        breaks = with;
    }

    @Override
    public void checkpointed(long durationNanos, int puts, int tombstones) {
        Supplier<Error> with = breaks;
        if (with != null) {
            breaks = null;
            throw with.get();
        }
    }

    @Override
    public void restored(long nanos, int commands) {
        restored.accept(nanos);
    }

    @Override
    public void recordRead(long delayMillis) {
        records++;
        longestIntakeDelayMillis = Math.max(longestIntakeDelayMillis, delayMillis);
    }

    @Override
    public void departed(Method method, long latenessNanos, @Nullable SpanIds span) {
        longestLateness = Math.max(longestLateness, latenessNanos);
    }

    /** The longest time by which a call was late, since this was last asked. */
    public Duration worstLateness() {
        long worst = longestLateness;
        longestLateness = 0;
        return Duration.ofNanos(worst);
    }

    @Override
    public void hostPaused(String apiUrl, boolean isPaused) {
        boolean isNews = isPaused ? pausedHosts.add(apiUrl) : pausedHosts.remove(apiUrl);
        if (!isNews) {
            throw new AssertionError(apiUrl + " was told twice");
        }
    }

    @Override
    public void died(Reason reason) {
        dead++;
    }

    /** Commands that ended as dead letters. */
    public long dead() {
        return dead;
    }

    /** Records that were read, restored ones not included. */
    public long records() {
        return records;
    }

    /** The longest time from the timestamp of a record to its reading. */
    public long longestIntakeDelayMillis() {
        return longestIntakeDelayMillis;
    }

    /** The URLs of the hosts that are paused. */
    public Set<String> pausedHosts() {
        return pausedHosts;
    }
}
