package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.pacing.Pace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OldestDueMeterTest {
    private static final long SECOND = 1_000_000_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SetGauges gauges = new SetGauges();
    /* The monotonic clock may be negative. */
    private final AtomicLong now = new AtomicLong(-100 * SECOND);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void growsUntilTheCommandGoes() {
        new OldestDueMeter(gauges, now::get).bindTo(registry);
        assertThat(seconds()).as("nothing is due").isZero();
        gauges.oldestDue = now.get() - 3 * SECOND;
        assertThat(seconds()).isEqualTo(3);
        now.addAndGet(SECOND / 2);
        assertThat(seconds()).as("without a round of the dispatcher").isEqualTo(3.5);
        gauges.oldestDue = now.get() + 1;
        assertThat(seconds()).as("the dispatcher is a moment ahead").isZero();
        gauges.oldestDue = Pace.FAR;
        assertThat(seconds()).isZero();
    }

    private double seconds() {
        return registry.get("metronome.oldest.due.seconds").gauge().value();
    }
}
