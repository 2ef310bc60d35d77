package io.metronome.simulation.cluster;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.time.SimulatedThread;
import io.metronome.simulation.time.SimulatedTime;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Requests of the control topic's clients. Each takes the same time, and draws nothing from the seed: so the stories of
 * seeds are what they would be without a control topic.
 */
final class QuietRequests {
    private static final long MESSAGE = MILLISECONDS.toNanos(1);
    private static final long PATIENCE = SECONDS.toNanos(2);

    private final SimulatedBroker broker;
    private final SimulatedThread thread;

    QuietRequests(SimulatedBroker broker, SimulatedThread thread) {
        this.broker = broker;
        this.thread = thread;
    }

    /** A request and its answer; where nobody answers, it is lost. */
    <T> T ask(Supplier<T> atBroker) {
        SimulatedTime time = thread.host().time();
        return thread.await(waiting -> {
            time.in(MESSAGE, () -> {
                if (broker.isUp()) {
                    T answer = atBroker.get();
                    time.in(MESSAGE, () -> waiting.end(() -> answer));
                }
            });
            thread.host()
                    .in(
                            PATIENCE,
                            () -> waiting.end(() -> {
                                throw new TimeoutException("no answer about the control topic");
                            }));
        });
    }
}
