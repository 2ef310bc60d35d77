package io.metronome.dispatch.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class DispatcherLoopTest {
    private final Clocks clocks = new Clocks();
    private final List<Throwable> failures = new ArrayList<>();
    private final DispatcherLoop loop = loop();

    @Test
    void aTaskOwnsTheStateWhileItRuns() {
        loop.run(loop::assertOwned);
        assertThat(failures).isEmpty();
    }

    @Test
    void outsideOfATaskTheThreadOfTheTasksOwnsNothing() {
        loop.run(() -> {});
        assertThatThrownBy(loop::assertOwned).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTaskOfAnotherLoopOnTheSameThreadOwnsNothing() {
        loop().run(loop::assertOwned);
        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anotherThreadOwnsNothingWhileATaskRuns() {
        List<Throwable> thrown = new ArrayList<>();
        loop.run(() -> thrown.add(CompletableFuture.supplyAsync(() -> catchThrowable(loop::assertOwned))
                .join()));
        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(failures).isEmpty();
    }

    @Test
    void aTaskThatFailsOwnsNothingAfterwards() {
        loop.run(() -> {
            throw new IllegalArgumentException("a bug");
        });
        assertThat(failures).singleElement().isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(loop::assertOwned).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesALongListAFewInEachTask() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        DispatcherLoop queued = queued(tasks);
        List<List<Integer>> chunks = new ArrayList<>();
        queued.run(() -> queued.inChunks(numbers(7), 3, () -> true, chunks::add, () -> chunks.add(List.of())));
        List<Integer> doneByTask = new ArrayList<>();
        while (!tasks.isEmpty()) {
            tasks.removeFirst().run();
            doneByTask.add(chunks.size());
        }
        assertThat(chunks).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6), List.of());
        assertThat(doneByTask).as("chunks done after each task").containsExactly(1, 2, 4);
        assertThat(failures).isEmpty();
    }

    @Test
    void leavesTheRestOfAListThatIsNotWantedAnyMore() {
        List<Integer> done = new ArrayList<>();
        loop.run(() -> loop.inChunks(numbers(9), 2, () -> done.size() < 4, done::addAll, () -> done.add(-1)));
        assertThat(done).containsExactly(0, 1, 2, 3);
        assertThat(failures).isEmpty();
    }

    private static Deque<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toCollection(ArrayDeque::new));
    }

    private DispatcherLoop queued(Deque<Runnable> tasks) {
        Scheduler.Worker thread = Schedulers.fromExecutor(tasks::addLast).createWorker();
        return new DispatcherLoop(thread, new Time(clocks.scheduler, clocks), now -> {}, failures::add);
    }

    private DispatcherLoop loop() {
        Time time = new Time(clocks.scheduler, clocks);
        return new DispatcherLoop(Schedulers.immediate().createWorker(), time, now -> {}, failures::add);
    }
}
