package io.metronome.dispatch.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
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

    private DispatcherLoop loop() {
        Time time = new Time(clocks.scheduler, clocks);
        return new DispatcherLoop(Schedulers.immediate().createWorker(), time, now -> {}, failures::add);
    }
}
