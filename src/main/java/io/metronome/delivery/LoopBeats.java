package io.metronome.delivery;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The signs of life of event loops. A call ends on the loop of its connection, whoever gives it up: calls on a loop that
 * stands still never end. Any thread may ask.
 */
final class LoopBeats {
    private final AtomicLongArray beats;

    /**
     * Starts the loops, and the beat of each.
     *
     * @param now monotonic nanoseconds
     * @param between from one beat of a loop to the next
     */
    LoopBeats(EventLoopGroup loops, LongSupplier now, Duration between) {
        List<EventExecutor> all = new ArrayList<>();
        loops.forEach(all::add);
        beats = new AtomicLongArray(all.size());
        for (int i = 0; i < all.size(); i++) {
            int loop = i;
            Runnable beat = () -> beats.set(loop, now.getAsLong());
            beat.run();
            var unused = all.get(i).scheduleAtFixedRate(beat, between.toNanos(), between.toNanos(), NANOSECONDS);
        }
    }

    /** When the loop last turned that has been silent longest, monotonic nanoseconds. */
    long oldestNanos() {
        long oldest = beats.get(0);
        for (int i = 1; i < beats.length(); i++) {
            oldest = beats.get(i) - oldest < 0 ? beats.get(i) : oldest;
        }
        return oldest;
    }
}
