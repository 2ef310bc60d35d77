package io.metronome.simulation.worker;

import io.metronome.intake.IntakeListener;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedThread;
import io.metronome.simulation.time.Story.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Between the poll thread and the pipeline: a thread that waits for a hand-over gives the turn to others. */
public final class YieldingListener implements IntakeListener {
    private final SimulatedThread poll;
    private final IntakeListener pipeline;
    private final Runnable done;

    /** @param done told when something has been handed over */
    YieldingListener(SimulatedThread poll, IntakeListener pipeline, Runnable done) {
        this.poll = poll;
        this.pipeline = pipeline;
        this.done = done;
    }

    @Override
    public void assigned(Map<Integer, Long> ownerships) {
        pipeline.assigned(ownerships);
    }

    @Override
    public CompletionStage<?> revoked(Map<Integer, Long> ownerships) {
        HandedOver handedOver = new HandedOver();
        var unused = pipeline.revoked(ownerships).whenComplete((nothing, failure) -> {
            handedOver.complete(true);
            done.run();
        });
        return handedOver;
    }

    @Override
    public void lost(Map<Integer, Long> ownerships) {
        pipeline.lost(ownerships);
    }

    @Override
    public void polled(List<Batch> batches) {
        for (Batch batch : batches) {
            host().time()
                    .tell(
                            Kind.DELIVERED,
                            "%s %d: %d records from %d, next %d"
                                    .formatted(
                                            host().name(),
                                            batch.partition(),
                                            batch.commandRecords().size(),
                                            batch.from(),
                                            batch.next()));
        }
        pipeline.polled(batches);
    }

    @Override
    public boolean hasRoom() {
        return pipeline.hasRoom();
    }

    @Override
    public void skipped(int partition, long ownership, long from, long to) {
        pipeline.skipped(partition, ownership, from, to);
    }

    @Override
    public void stopped(int partition, long ownership, String why) {
        pipeline.stopped(partition, ownership, why);
    }

    private SimulatedHost host() {
        return poll.host();
    }

    private final class HandedOver extends CompletableFuture<Boolean> {
        @Override
        public Boolean get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            boolean inTime = poll.<Boolean>await(waiting -> {
                if (isDone()) {
                    waiting.end(() -> true);
                }
                var unused = whenComplete((done, failure) -> waiting.end(() -> true));
                poll.host().in(unit.toNanos(timeout), () -> waiting.end(() -> false));
            });
            if (!inTime) {
                throw new TimeoutException();
            }
            return true;
        }
    }
}
