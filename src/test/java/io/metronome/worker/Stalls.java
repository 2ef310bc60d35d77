package io.metronome.worker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How long this machine kept a thread waiting that had something to do, at the worst. What the API saw can be no more
 * exact than this: the API shares its process with brokers, and its processors with the workers. As many threads look as
 * the API has event loops, since each of them can be the unlucky one.
 */
final class Stalls implements AutoCloseable {
    private static final long PERIOD_MILLIS = 5;
    private static final int THREADS = 4;

    private final List<Watch> watches =
            Stream.generate(Watch::new).limit(THREADS).toList();

    Stalls() {
        watches.forEach(Watch::again);
    }

    /** The worst so far. */
    Duration worst() {
        long nanos =
                watches.stream().mapToLong(watch -> watch.worst.get()).max().orElse(0);
        return Duration.ofNanos(nanos);
    }

    @Override
    public void close() {
        watches.forEach(watch -> watch.clock.dispose());
    }

    private static final class Watch {
        private final Scheduler clock = Schedulers.newSingle("stalls", true);
        private final AtomicLong worst = new AtomicLong();
        private volatile long last = System.nanoTime();

        void again() {
            clock.schedule(this::look, PERIOD_MILLIS, MILLISECONDS);
        }

        private void look() {
            long now = System.nanoTime();
            worst.accumulateAndGet(now - last - MILLISECONDS.toNanos(PERIOD_MILLIS), Math::max);
            last = now;
            again();
        }
    }
}
