package io.metronome.observe;

import io.metronome.dispatch.loop.DispatchListener.CallOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of one method. The counter of an undocumented status appears with the first such answer. */
final class MethodMeters {
    private static final int FIRST_STATUS = 100;
    private static final int LAST_STATUS = 599;
    /* The status codes of GREEN-API and of gateways. Their counters show 0 before the first answer. */
    private static final int[] EXPECTED = {200, 400, 401, 403, 404, 429, 466, 499, 500, 502, 503, 504};

    /* A call may take up to 10 minutes. The default time-out of 15 s has a bucket of its own. */
    private static final Duration[] UP_TO_THE_LONGEST_TIMEOUT = Buckets.millis(
            5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
            600_000);

    private final MeterRegistry registry;
    private final String method;
    private final Counter received;
    private final Map<CallOutcome, Counter> sends = new EnumMap<>(CallOutcome.class);
    private final Timer duration;
    private final Counter unanswered;
    private final Counter strange;
    private final @Nullable Counter[] responses = new @Nullable Counter[LAST_STATUS - FIRST_STATUS + 1];

    MethodMeters(MeterRegistry registry, String method) {
        this.registry = registry;
        this.method = method;
        received = counter("metronome.commands.received", "Commands that were understood and taken in")
                .register(registry);
        for (CallOutcome outcome : CallOutcome.values()) {
            sends.put(outcome, sends(outcome));
        }
        duration = Timer.builder("metronome.send.duration")
                .description("How long calls took until they were answered, or given up")
                .tag("method", method)
                .serviceLevelObjectives(UP_TO_THE_LONGEST_TIMEOUT)
                .register(registry);
        unanswered = response("none");
        strange = response("other");
        for (int status : EXPECTED) {
            response(status);
        }
    }

    void received() {
        received.increment();
    }

    void answered(CallOutcome outcome, int status) {
        Objects.requireNonNull(sends.get(outcome)).increment();
        response(status).increment();
    }

    void took(long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Counter response(int status) {
        if (status == 0) {
            return unanswered;
        }
        if (status < FIRST_STATUS || status > LAST_STATUS) {
            return strange;
        }
        Counter known = responses[status - FIRST_STATUS];
        if (known == null) {
            known = response(String.valueOf(status));
            responses[status - FIRST_STATUS] = known;
        }
        return known;
    }

    private Counter response(String status) {
        return counter("metronome.api.responses", "Answers of the API by HTTP status; none where no answer came")
                .tag("status", status)
                .register(registry);
    }

    private Counter sends(CallOutcome outcome) {
        return counter("metronome.sends", "Calls to the API by what became of them")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter.Builder counter(String name, String help) {
        return Counter.builder(name).description(help).tag("method", method);
    }
}
