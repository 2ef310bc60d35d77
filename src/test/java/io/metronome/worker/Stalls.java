package io.metronome.worker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How long this machine kept a thread waiting that had something to do. What the API saw can be no more exact than this:
 * the API shares its process with brokers, and its processors with the workers. As many threads look as the API has event
 * loops, since each of them can be the unlucky one.
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
        return Duration.ofNanos(most(watch -> watch.worst));
    }

    /** On average, for the thread that fared worst. */
    Duration usual() {
        return Duration.ofNanos(most(watch -> watch.usual));
    }

    private long most(ToLongFunction<Watch> nanos) {
        return watches.stream().mapToLong(nanos).max().orElse(0);
    }

    @Override
    public void close() {
        watches.forEach(watch -> watch.clock.dispose());
    }

    private static final class Watch {
        private final Scheduler clock = Schedulers.newSingle("stalls", true);
        private volatile long worst;
        private volatile long usual;
        private long sum;
        private long looks;
        private long last = System.nanoTime();

        void again() {
            clock.schedule(this::look, PERIOD_MILLIS, MILLISECONDS);
        }

        private void look() {
            long now = System.nanoTime();
            long stall = Math.max(0, now - last - MILLISECONDS.toNanos(PERIOD_MILLIS));
            last = now;
            sum += stall;
            looks++;
            worst = Math.max(worst, stall);
            usual = sum / looks;
            again();
        }
    }
}
