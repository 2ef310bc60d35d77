package io.metronome.observe;

import io.metronome.command.Method;
import io.metronome.command.Reason;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.DispatchListener;
import java.util.List;

/** Passes each event to several listeners, in their order. */
public record Listeners(List<DispatchListener> all) implements DispatchListener {

    @Override
    public void recordRead(long delayMillis) {
        all.forEach(one -> one.recordRead(delayMillis));
    }

    @Override
    public void received(Method method) {
        all.forEach(one -> one.received(method));
    }

    @Override
    public void departed(Method method, long latenessNanos) {
        all.forEach(one -> one.departed(method, latenessNanos));
    }

    @Override
    public void answered(String instance, Method method, Answer answer, long durationNanos) {
        all.forEach(one -> one.answered(instance, method, answer, durationNanos));
    }

    @Override
    public void died(Reason reason) {
        all.forEach(one -> one.died(reason));
    }

    @Override
    public void checkpointed(long durationNanos, int puts, int tombstones) {
        all.forEach(one -> one.checkpointed(durationNanos, puts, tombstones));
    }

    @Override
    public void restored(int partition, long durationNanos, int commands) {
        all.forEach(one -> one.restored(partition, durationNanos, commands));
    }

    @Override
    public void hostPaused(String apiUrl, boolean isPaused) {
        all.forEach(one -> one.hostPaused(apiUrl, isPaused));
    }

    @Override
    public void lost(long records) {
        all.forEach(one -> one.lost(records));
    }
}
