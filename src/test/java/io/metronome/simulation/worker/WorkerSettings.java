package io.metronome.simulation.worker;

import io.metronome.command.Instances;
import io.metronome.dispatch.loop.Bounds;
import io.metronome.ledger.LedgerSettings;
import io.metronome.ledger.WriteFormat;
import io.metronome.simulation.cluster.GroupCoordinator;
import io.metronome.simulation.cluster.Polls;
import io.metronome.simulation.cluster.SimulatedTopics;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The configuration of a worker, as far as workers of the simulation differ in it.
 *
 * @param homes the ledger's partition count
 * @param format the format in which the ledger is written
 * @param faultyDisk whether the disk of its spill is full now and then, and may break
 * @param bounds how much is done at once
 * @param instances the instances file
 * @param chance what the jitter of retries is drawn from
 * @param rare what few workers have
 */
public record WorkerSettings(
        int homes,
        WriteFormat format,
        int maxInFlight,
        long maxPendingBytes,
        boolean faultyDisk,
        Duration maxBackoff,
        Bounds bounds,
        Polls polls,
        Instances instances,
        DoubleSupplier chance,
        RareConditions rare) {
    public static final Duration LEASE = Duration.ofSeconds(3);
    private static final int SENT_SLOTS = 24_001;
    private static final Duration SENT_SPAN = Duration.ofMillis(100);
    /* As long as the many short ones together. */
    private static final int FEW_SENT_SLOTS = 81;
    private static final Duration LONG_SENT_SPAN = Duration.ofSeconds(30);
    public static final int MAX_IN_FLIGHT = 64;
    public static final long MAX_PENDING_BYTES = 64 << 20;

    /** The settings of the workers of a storm. */
    static WorkerSettings ofStorm(FleetSettings fleet, int worker, Instances instances, DoubleSupplier chance) {
        return new WorkerSettings(
                fleet.homes(),
                fleet.format(worker),
                fleet.maxInFlight(),
                fleet.maxPendingBytes(),
                fleet.faultyDisks(),
                Duration.ofSeconds(20),
                fleet.bounds(),
                Polls.STEADY,
                instances,
                chance,
                fleet.rare());
    }

    /** The settings of such a worker's ledger. */
    public LedgerSettings ledger() {
        return new LedgerSettings(
                GroupCoordinator.ID,
                SimulatedTopics.COMMANDS,
                "topic-id",
                SimulatedTopics.LEDGER,
                homes,
                LEASE,
                format,
                rare.hasFewSentSlots() ? LONG_SENT_SPAN : SENT_SPAN,
                rare.hasFewSentSlots() ? FEW_SENT_SLOTS : SENT_SLOTS);
    }
}
