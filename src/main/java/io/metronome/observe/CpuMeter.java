package io.metronome.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.concurrent.TimeUnit;

/** {@code process_cpu_seconds_total}, Prometheus' usual metric. Micrometer's counts nanoseconds under another name. */
final class CpuMeter implements MeterBinder {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    @Override
    public void bindTo(MeterRegistry registry) {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof com.sun.management.OperatingSystemMXBean process) {
            FunctionCounter.builder("process.cpu", process, it -> it.getProcessCpuTime() / NANOS)
                    .description("Processor time that the process has taken")
                    .baseUnit("seconds")
                    .register(registry);
        }
    }
}
