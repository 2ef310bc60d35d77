package io.metronome.observe;

import io.metronome.command.Method;
import io.metronome.command.Reason;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.Tracing.SpanIds;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    public void departed(Method method, long latenessNanos, @Nullable SpanIds span) {
        all.forEach(one -> one.departed(method, latenessNanos, span));
    }

    @Override
    public void answered(String instance, Method method, Answer answer, long durationNanos, @Nullable SpanIds span) {
        all.forEach(one -> one.answered(instance, method, answer, durationNanos, span));
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
    public void hostProbed(String apiUrl, boolean isProbed) {
        all.forEach(one -> one.hostProbed(apiUrl, isProbed));
    }

    @Override
    public void hostKnown(String apiUrl) {
        all.forEach(one -> one.hostKnown(apiUrl));
    }

    @Override
    public void hostForgotten(String apiUrl) {
        all.forEach(one -> one.hostForgotten(apiUrl));
    }

    @Override
    public void lost(long records) {
        all.forEach(one -> one.lost(records));
    }
}
