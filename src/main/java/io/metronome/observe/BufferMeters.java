package io.metronome.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.function.ToDoubleFunction;

/** The memory of Netty's buffers. It is outside the heap, and the JVM's metrics of buffers do not have it. */
final class BufferMeters implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider measured) {
            gauge(registry, measured.metric(), "direct", ByteBufAllocatorMetric::usedDirectMemory);
            gauge(registry, measured.metric(), "heap", ByteBufAllocatorMetric::usedHeapMemory);
        }
    }

    private static void gauge(
            MeterRegistry registry,
            ByteBufAllocatorMetric metric,
            String type,
            ToDoubleFunction<ByteBufAllocatorMetric> used) {
        Gauge.builder("netty.allocator.memory.used", metric, used)
                .description("Memory that Netty's allocator holds for buffers")
                .baseUnit(BaseUnits.BYTES)
                .tag("memory.type", type)
                .strongReference(true)
                .register(registry);
    }
}
