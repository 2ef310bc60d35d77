package io.metronome.observe;

import io.metronome.command.Method;
import io.metronome.command.Reason;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Traffic;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.Gauges;
import io.metronome.dispatch.loop.Tracing.SpanIds;
import io.metronome.ledger.LedgerListener;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts events under the names that dashboards rely on. Where the calls have spans, the histograms of calls have the ids
 * of some of these as exemplars. All meters are registered at the start, so that a counter
 * shows 0 before its first event. An event finds its meter by an index, because a look-up by name takes too long.
 */
public final class Meters implements DispatchListener, AutoCloseable {
    /**
     * A call that starts earlier than this before its due time is a violation. A smaller difference is a rounding
     * error: due times are converted to milliseconds and back, and the monotonic clock ticks in tens of nanoseconds.
     */
    private static final long CLOCK_ERROR_NANOS = 1_000;

    private static final double MILLIS_OF_A_SECOND = 1_000;

    private final MeasuredSpan measured = new MeasuredSpan();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, measured);
    private final LibraryMeterFilter guests = new LibraryMeterFilter();
    private final RuntimeMeters runtime = new RuntimeMeters();
    private final TrafficMeters traffic;
    private final LedgerMeters ledger;
    private final MethodMeters[] methods;
    private final Map<Reason, Counter> deadLetters = new EnumMap<>(Reason.class);
    private final DistributionSummary intakeDelay;
    private final Timer lateness;
    private final Counter violations;
    private final Timer checkpoints;
    private final Timer restores;
    private final Counter puts;
    private final Counter tombstones;
    private final Counter lost;

    /**
     * Registers every meter.
     *
     * @param catalogue all methods, in the order of {@link Method#index()}
     * @param gauges are read at each scrape, on the scraping thread
     * @param version the version of this worker, a label of {@code metronome_build_info}
     */
    public Meters(List<Method> catalogue, Gauges gauges, String version) {
        registry.config().meterFilter(guests);
        methods = catalogue.stream()
                .map(method -> new MethodMeters(registry, method.name()))
                .toArray(MethodMeters[]::new);
        for (Reason reason : Reason.values()) {
            deadLetters.put(reason, deadLetters(registry, reason));
        }
        intakeDelay = intakeDelay(registry);
        lateness = lateness(registry);
        violations =
                counter("metronome.pace.violations", "Calls started before their instance's pace allowed; stays 0");
        checkpoints = checkpoints(registry);
        restores = restores(registry);
        puts = ledgerRecords(registry, "put");
        tombstones = ledgerRecords(registry, "tombstone");
        lost = counter("metronome.records.lost", "Records that retention deleted before they were read");
        new GaugeMeters(gauges).bindTo(registry);
        new BuildMeter(version).bindTo(registry);
        runtime.bindTo(registry);
        traffic = new TrafficMeters(registry);
        ledger = new LedgerMeters(registry);
    }

    /** The listener that counts what Kafka refuses. */
    public LedgerListener ledger() {
        return ledger;
    }

    /** The listener that counts HTTP connections and calls by host. */
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void recordRead(long delayMillis) {
        intakeDelay.record(Math.max(0, delayMillis) / MILLIS_OF_A_SECOND);
    }

    @Override
    public void received(Method method) {
        methods[method.index()].received();
    }

    @Override
    public void departed(Method method, long latenessNanos, @Nullable SpanIds span) {
        if (latenessNanos < -CLOCK_ERROR_NANOS) {
            violations.increment();
        }
        measured.during(span, () -> lateness.record(Math.max(0, latenessNanos), TimeUnit.NANOSECONDS));
    }

    @Override
    public void answered(String instance, Method method, Answer answer, long durationNanos, @Nullable SpanIds span) {
        MethodMeters meters = methods[method.index()];
        meters.answered(CallOutcome.of(answer), answer.status());
        measured.during(span, () -> meters.took(durationNanos));
    }

    @Override
    public void died(Reason reason) {
        Objects.requireNonNull(deadLetters.get(reason)).increment();
    }

    @Override
    public void checkpointed(long durationNanos, int puts, int tombstones) {
        checkpoints.record(durationNanos, TimeUnit.NANOSECONDS);
        this.puts.increment(puts);
        this.tombstones.increment(tombstones);
    }

    @Override
    public void restored(long durationNanos, int commands) {
        restores.record(durationNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void lost(long records) {
        lost.increment((double) records);
    }

    @Override
    public void hostPaused(String apiUrl, boolean isPaused) {
        traffic.paused(Traffic.host(apiUrl), isPaused);
    }

    @Override
    public void hostForgotten(String apiUrl) {
        traffic.forgotten(Traffic.host(apiUrl));
    }

    /** Shows metrics of Kafka's clients for these topics only. */
    public void topics(Set<String> names) {
        guests.topics(names);
    }

    /** Adds meters of another owner, such as those of Kafka's clients. The owner closes them. */
    public void bind(MeterBinder binder) {
        binder.bindTo(registry);
    }

    /**
     * Writes all meters. This takes some milliseconds, too long for an event loop.
     *
     * @param contentType one of {@link Exposition}
     */
    void scrape(OutputStream out, String contentType) throws IOException {
        registry.scrape(out, contentType);
    }

    @Override
    public void close() {
        runtime.close();
        registry.close();
    }

    private Counter counter(String name, String help) {
        return Counter.builder(name).description(help).register(registry);
    }

    private static Counter deadLetters(MeterRegistry registry, Reason reason) {
        return Counter.builder("metronome.dead.letters")
                .description("Commands that ended as a dead letter")
                .tag("reason", reason.name())
                .register(registry);
    }

    private static Counter ledgerRecords(MeterRegistry registry, String op) {
        return Counter.builder("metronome.ledger.records")
                .description("Records written to the ledger: commands put there, and tombstones of ended ones")
                .tag("op", op)
                .register(registry);
    }

    /* No timer: the sum of a timer is a long of nanoseconds. A hundred thousand records, a day old each, exceed it. */
    private static DistributionSummary intakeDelay(MeterRegistry registry) {
        return DistributionSummary.builder("metronome.intake.delay")
                .baseUnit("seconds")
                .description("From the timestamp of a record on the commands topic to its reading")
                .serviceLevelObjectives(
                        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 21_600,
                        86_400)
                .register(registry);
    }

    private static Timer lateness(MeterRegistry registry) {
        return Timer.builder("metronome.pace.lateness")
                .description("Start of a call minus the moment that its instance's pace allowed; early counts as 0")
                .serviceLevelObjectives(Buckets.millis(
                        1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000))
                .register(registry);
    }

    private static Timer checkpoints(MeterRegistry registry) {
        return Timer.builder("metronome.checkpoint.duration")
                .description("How long a checkpoint's transaction took")
                .serviceLevelObjectives(Buckets.millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000))
                .register(registry);
    }

    private static Timer restores(MeterRegistry registry) {
        return Timer.builder("metronome.restore.duration")
                .description("How long the restore of a partition from the ledger took")
                .serviceLevelObjectives(
                        Buckets.millis(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000))
                .register(registry);
    }
}
