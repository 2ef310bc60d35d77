package io.metronome.observe;

import io.metronome.command.Priority;
import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.loop.Gauges;
import io.metronome.dispatch.loop.LedgerRecords;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Gauges of the dispatcher's counts, which are read at each scrape. */
record GaugeMeters(Gauges gauges) implements MeterBinder {
    private static final String INSTANCES =
            "Instances; active: with commands, hours and daily-cap: with commands that wait for these, paused: by an"
                    + " operator, the others: held, and why";

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Priority priority : Priority.values()) {
            gauge("metronome.pending.commands", "Commands read and not ended", it -> it.pending(priority))
                    .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge(
                        "metronome.runnable.commands",
                        "Instances whose next command could go now but for capacity",
                        Gauges::runnable)
                .register(registry);
        gauge("metronome.pending.bytes", "Heap that pending commands cost", Gauges::pendingBytes)
                .register(registry);
        gauge("metronome.in.flight", "Calls on their way", Gauges::inFlight).register(registry);
        gauge("metronome.instances", INSTANCES, GaugeMeters::active)
                .tag("state", "active")
                .register(registry);
        gauge("metronome.instances", INSTANCES, Gauges::instancesOutOfHours)
                .tag("state", "hours")
                .register(registry);
        gauge("metronome.instances", INSTANCES, Gauges::cappedInstances)
                .tag("state", "daily-cap")
                .register(registry);
        gauge("metronome.instances", INSTANCES, Gauges::pausedInstances)
                .tag("state", "paused")
                .register(registry);
        for (HoldReason reason : HoldReason.values()) {
            gauge("metronome.instances", INSTANCES, it -> it.heldInstances(reason))
                    .tag("state", reason.label())
                    .register(registry);
        }
        gauge("metronome.intake.paused", "Partitions not read for want of room", Gauges::pausedPartitions)
                .register(registry);
        partitions(registry);
        ledger(registry);
    }

    private void ledger(MeterRegistry registry) {
        ledger("command", LedgerRecords::commands, registry);
        ledger("pace", LedgerRecords::paces, registry);
        ledger("condition", LedgerRecords::conditions, registry);
        ledger("sent-ids", LedgerRecords::sentIds, registry);
    }

    private void ledger(String kind, ToLongFunction<LedgerRecords> count, MeterRegistry registry) {
        gauge(
                        "metronome.ledger.live.records",
                        "Records that the ledger holds for this worker's partitions, and that their next owner reads",
                        it -> count.applyAsLong(it.ledgerRecords()))
                .tag("kind", kind)
                .register(registry);
    }

    private void partitions(MeterRegistry registry) {
        String help = "Partitions of this worker; ready: restored, served and read";
        gauge(
                        "metronome.partitions.unread",
                        "Assigned partitions that are not read, for whatever reason",
                        GaugeMeters::unread)
                .register(registry);
        gauge("metronome.partitions", help, Gauges::assignedPartitions)
                .tag("state", "assigned")
                .register(registry);
        gauge("metronome.partitions", help, Gauges::readyPartitions)
                .tag("state", "ready")
                .register(registry);
    }

    private static double active(Gauges gauges) {
        return Math.max(0, gauges.activeInstances() - gauges.instancesOutOfHours() - gauges.cappedInstances());
    }

    private static double unread(Gauges gauges) {
        return Math.max(0, gauges.assignedPartitions() - gauges.readyPartitions());
    }

    /* With a strong reference, because a gauge shows NaN after its object was collected. */
    private Gauge.Builder<Gauges> gauge(String name, String help, ToDoubleFunction<Gauges> value) {
        return Gauge.builder(name, gauges, value).description(help).strongReference(true);
    }
}
