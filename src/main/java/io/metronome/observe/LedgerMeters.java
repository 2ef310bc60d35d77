package io.metronome.observe;

import io.metronome.ledger.LedgerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts what Kafka refuses of checkpoints. */
final class LedgerMeters implements LedgerListener {
    private final Map<Target, Counter> refused = new EnumMap<>(Target.class);
    private final Counter lost;
    private volatile boolean refusing;

    LedgerMeters(MeterRegistry registry) {
        for (Target target : Target.values()) {
            refused.put(
                    target,
                    Counter.builder("metronome.refused.records")
                            .description("Records that a topic refused and that were written in another form")
                            .tag("topic", target.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        lost = Counter.builder("metronome.lost.replies")
                .description("Replies that no topic accepted in any form")
                .register(registry);
        Gauge.builder("metronome.checkpoints.refused", () -> refusing ? 1 : 0)
                .description("1 while a topic of metronome accepts no checkpoint, so that nothing is sent")
                .register(registry);
    }

    @Override
    public void refused(Target target) {
        Objects.requireNonNull(refused.get(target)).increment();
    }

    @Override
    public void replyLost() {
        lost.increment();
    }

    @Override
    public void refusing(boolean isRefusing) {
        refusing = isRefusing;
    }
}
