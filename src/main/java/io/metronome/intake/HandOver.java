package io.metronome.intake;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/** Gives partitions back when the listener has finished with them, never before. Used on the poll thread only. */
final class HandOver {
    private final IntakeListener listener;
    private final Duration grace;
    private final Scheduler clock;
    private @Nullable CompletableFuture<?> ofAll;

    /** @param grace how long a hand-over may take */
    HandOver(IntakeListener listener, Duration grace, Scheduler clock) {
        this.listener = listener;
        this.grace = grace;
        this.clock = clock;
    }

    /** Whether everything is being handed over: the worker reads nothing more and accepts no new partition. */
    boolean isOfAll() {
        return ofAll != null;
    }

    /**
     * Hands over everything, and continues to poll: a group that rebalances without us would refuse the last
     * checkpoint.
     *
     * @param round one round of the poll loop
     */
    void ofAll(Map<Integer, Long> partitions, Runnable round) {
        CompletableFuture<?> handedOver = listener.revoked(partitions).toCompletableFuture();
        ofAll = handedOver;
        long deadline = clock.now(NANOSECONDS) + grace.toNanos();
        while (!handedOver.isDone() && clock.now(NANOSECONDS) < deadline) {
            round.run();
        }
        await(handedOver, 0, partitions);
    }

    /** Hands over some partitions. A worker that is leaving already hands over everything, so this waits for that. */
    void of(Map<Integer, Long> partitions) {
        CompletableFuture<?> handedOver =
                ofAll == null ? listener.revoked(partitions).toCompletableFuture() : ofAll;
        await(handedOver, grace.toMillis(), partitions);
    }

    private static void await(CompletableFuture<?> handedOver, long millis, Map<Integer, Long> partitions) {
        try {
            handedOver.get(millis, MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new HandOverFailedException("partitions " + partitions.keySet() + " could not be handed over", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandOverFailedException("interrupted while handing over", e);
        }
    }
}
