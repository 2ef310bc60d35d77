package io.metronome.observe;

import io.metronome.dispatch.loop.Tracing.SpanIds;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * The span of the call that a thread records now. Prometheus' client asks for it and writes its ids beside the bucket, as
 * an exemplar, which holds nothing else. Safe from any thread.
 */
final class MeasuredSpan implements SpanContext {
    private static final ThreadLocal<@Nullable SpanIds> NOW = new ThreadLocal<>();

    /**
     * Records something of a call.
     *
     * @param span null when the call has no span, or one that is not sampled
     */
    void during(@Nullable SpanIds span, Runnable record) {
        if (span == null) {
            record.run();
            return;
        }
        NOW.set(span);
        try {
            record.run();
        } finally {
            NOW.remove();
        }
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        SpanIds span = NOW.get();
        return span == null ? null : span.traceId();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        SpanIds span = NOW.get();
        return span == null ? null : span.spanId();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return NOW.get() != null;
    }

    @Override
    public void markCurrentSpanAsExemplar() {}
}
