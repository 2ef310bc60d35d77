package io.metronome.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How far a run was and what it had cost, again and again while it ran. One thread. */
final class CpuSamples {
    private static final double THOUSAND = 1_000;

    private final List<CpuSample> samples = new ArrayList<>();

    /** The CPU time of the engine when the stub had seen so many calls. */
    record CpuSample(long nanos, int calls, Duration cpu) {}

    void add(int calls, Duration cpu) {
        samples.add(new CpuSample(System.nanoTime(), calls, cpu));
    }

    int calls() {
        return samples.isEmpty() ? 0 : samples.getLast().calls();
    }

    /** CPU seconds for each 1,000 calls, from the one moment to the other. */
    double cpuPerThousand(CpuSample from, CpuSample to) {
        double seconds = to.cpu().minus(from.cpu()).toNanos()
                / (double) Duration.ofSeconds(1).toNanos();
        return seconds * THOUSAND / (to.calls() - from.calls());
    }

    /** Calls each second, from the one moment to the other. */
    double rate(CpuSample from, CpuSample to) {
        return (to.calls() - from.calls()) * (double) Duration.ofSeconds(1).toNanos() / (to.nanos() - from.nanos());
    }

    /** The start of the process: no call, no CPU time. */
    CpuSample start() {
        return new CpuSample(samples.getFirst().nanos(), 0, Duration.ZERO);
    }

    /** The first moment with at least so many calls. */
    CpuSample at(int calls) {
        return samples.stream()
                .filter(sample -> sample.calls() >= calls)
                .findFirst()
                .orElseThrow();
    }

    CpuSample last() {
        return samples.getLast();
    }
}
