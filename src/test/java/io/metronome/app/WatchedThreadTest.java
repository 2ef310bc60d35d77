package io.metronome.app;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.observe.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task that fails is told, however it was scheduled, and whatever it throws. A task that hangs is seen. */
@Timeout(60)
class WatchedThreadTest {
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    private final WorkerThreads threads = new WorkerThreads(fatal::add);

    @AutoClose
    private final WatchedThread thread = threads.watched("metronome-tested");

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new AssertionError("a bug"),
                new OutOfMemoryError("thrown by a test"),
                new StackOverflowError("thrown by a test"),
                new NoClassDefFoundError("thrown by a test"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aTaskOfReactorThatFailsIsFatal(Throwable failure) {
        thread.scheduler().schedule(() -> sneak(failure));
        assertFatal(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aTaskOfAWorkerThatFailsIsFatal(Throwable failure) {
        thread.scheduler().createWorker().schedule(() -> sneak(failure));
        assertFatal(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aQueuedTaskThatFailsIsFatal(Throwable failure) {
        thread.queue().schedule(() -> sneak(failure));
        assertFatal(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aDelayedTaskThatFailsIsFatal(Throwable failure) {
        thread.scheduler().createWorker().schedule(() -> sneak(failure), 1, MILLISECONDS);
        assertFatal(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aPeriodicTaskThatFailsIsFatal(Throwable failure) {
        AtomicInteger round = new AtomicInteger();
        thread.scheduler().schedulePeriodically(() -> failLater(round, failure), 0, 1, MILLISECONDS);
        assertFatal(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aPeriodicTaskOfAnotherLibraryThatFailsIsFatal(Throwable failure) {
        AtomicInteger round = new AtomicInteger();
        var unused = thread.executor().scheduleAtFixedRate(() -> failLater(round, failure), 0, 1, MILLISECONDS);
        assertFatal(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aThreadOfOneTaskThatFailsIsFatal(Throwable failure) {
        threads.daemon("metronome-one-task", () -> sneak(failure)).start();
        assertFatal(failure);
    }

    @Test
    void aTaskThatWasCancelledIsNotFatal() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        thread.scheduler().schedule(() -> {}, 1, TimeUnit.DAYS).dispose();
        thread.scheduler().schedule(over::countDown);
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(fatal).isEmpty();
    }

    @Test
    void runsOnAfterATaskThatFailed() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        thread.scheduler().schedule(() -> sneak(new StackOverflowError("thrown by a test")));
        thread.scheduler().schedule(over::countDown);
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskThatHangsIsSeenAndAnIdleThreadIsNot() {
        AtomicLong now = new AtomicLong(System.nanoTime());
        PipelineStats stats = new PipelineStats();
        Duration limit = Duration.ofSeconds(80);
        Health health =
                new Health(now::get, limit, stats, List.of(thread.beat()), () -> true, () -> threads.silent(limit));
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        thread.scheduler().schedule(() -> {
            began.countDown();
            awaitQuietly(hangs);
        });
        awaitQuietly(began);
        now.set(System.nanoTime() + limit.minusSeconds(10).toNanos());
        stats.beat(now.get());
        assertThat(health.alive().good()).as("%s", health.alive()).isTrue();
        now.set(System.nanoTime() + limit.plusSeconds(1).toNanos());
        stats.beat(now.get());
        assertThat(health.alive().good()).isFalse();
        assertThat(health.alive().reason()).startsWith("no progress: metronome-tested for 8");
        thread.stepped();
        assertThat(threads.silent(Duration.ofHours(1))).isEmpty();
        assertThat(threads.silent(Duration.ofNanos(-1)))
                .singleElement()
                .asString()
                .startsWith("the thread metronome-tested has been busy with one step for 0 s");
        hangs.countDown();
        await().until(() -> System.nanoTime() - thread.lastTurnNanos()
                < Duration.ofSeconds(5).toNanos());
    }

    @Test
    void aThreadThatWasClosedIsNotWatchedAnyMore() {
        WatchedThread other = threads.watched("metronome-closed");
        assertThat(threads.silent(Duration.ofSeconds(-1))).hasSize(2);
        other.close();
        assertThat(threads.silent(Duration.ofSeconds(-1))).hasSize(1);
    }

    private void assertFatal(Throwable failure) {
        await().untilAsserted(() -> assertThat(fatal).containsExactly(failure));
    }

    private static void failLater(AtomicInteger round, Throwable failure) {
        if (round.incrementAndGet() == 3) {
            sneak(failure);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sneak(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
