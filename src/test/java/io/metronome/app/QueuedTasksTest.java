package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Schedulers;

@Timeout(60)
class QueuedTasksTest {
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();
    private final QueuedTasks tasks =
            new QueuedTasks(steps::add, Schedulers.fromExecutor(steps::add).createWorker(), () -> {});

    @AutoClose
    private final WatchedThread thread = new WorkerThreads(failure -> {}).watched("metronome-tested");

    @Test
    void oneStepRunsAllTasksThatWaitInTheirOrder() {
        addUpTo(3);
        assertThat(steps).hasSize(1);
        steps.remove().run();
        assertThat(done).containsExactly(0, 1, 2);
        assertThat(steps).isEmpty();
    }

    @Test
    void othersGetTheirTurnAfterManyTasks() {
        addUpTo(100);
        steps.remove().run();
        assertThat(done).hasSize(64);
        assertThat(steps).hasSize(1);
        steps.remove().run();
        assertThat(done).hasSize(100).isSorted();
    }

    @Test
    void aTaskOfATaskWaitsForTheNextStep() {
        tasks.schedule(() -> {
            add(1);
            done.add(0);
        });
        steps.remove().run();
        assertThat(done).containsExactly(0);
        steps.remove().run();
        assertThat(done).containsExactly(0, 1);
    }

    @Test
    void leavesOutATaskThatWasCancelled() {
        tasks.schedule(() -> done.add(0)).dispose();
        add(1);
        steps.remove().run();
        assertThat(done).containsExactly(1);
    }

    @Test
    void runsEveryTaskOfManyThreads() throws InterruptedException {
        int each = 20_000;
        CountDownLatch ran = new CountDownLatch(4 * each);
        QueuedTasks queue = (QueuedTasks) thread.queue();
        Thread[] threads = IntStream.range(0, 4)
                .mapToObj(i -> Thread.startVirtualThread(() -> {
                    for (int task = 0; task < each; task++) {
                        queue.schedule(ran::countDown);
                    }
                }))
                .toArray(Thread[]::new);
        for (Thread one : threads) {
            one.join();
        }
        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesATaskWhenTheThreadIsClosed() {
        thread.close();
        assertThatThrownBy(() -> thread.queue().schedule(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private void addUpTo(int count) {
        IntStream.range(0, count).forEach(this::add);
    }

    private void add(int task) {
        var unused = tasks.schedule(() -> done.add(task));
    }
}
