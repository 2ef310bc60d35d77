package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** An Error on a thread that a library made ends the process, too. */
@Isolated
class LibraryFailuresTest {
    private final Error broken = new AssertionError("thrown by a test");

    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();

    @BeforeEach
    void begin() {
        LibraryFailures.handTo(fatal::add);
    }

    @AfterEach
    void end() {
        LibraryFailures.reset();
    }

    @Test
    void whatEndsAThreadIsFatal() throws InterruptedException {
        Thread thread = new Thread(() -> {
            throw broken;
        });
        thread.start();
        thread.join();
        assertThat(fatal).containsExactly(broken);
    }

    @Test
    void anErrorOnASharedSchedulerIsFatal() {
        Schedulers.parallel().schedule(() -> {
            throw broken;
        });
        await().untilAsserted(() -> assertThat(fatal).containsExactly(broken));
    }

    @Test
    void anErrorThatComesTooLateIsFatalAndAnExceptionIsNot() {
        Operators.onErrorDropped(new IllegalStateException("too late"), Context.empty());
        assertThat(fatal).isEmpty();
        Operators.onErrorDropped(broken, Context.empty());
        assertThat(fatal).containsExactly(broken);
    }
}
