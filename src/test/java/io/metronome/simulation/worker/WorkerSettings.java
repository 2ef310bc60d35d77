package io.metronome.simulation.worker;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.LedgerSettings;
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
 * @param instances the instances file
 * @param chance what the jitter of retries is drawn from
 */
public record WorkerSettings(
        int homes,
        LedgerFormat format,
        int maxInFlight,
        long maxPendingBytes,
        Duration maxBackoff,
        Polls polls,
        Instances instances,
        DoubleSupplier chance) {
    public static final Duration LEASE = Duration.ofSeconds(3);
    private static final int SENT_SLOTS = 24_001;
    public static final int MAX_IN_FLIGHT = 64;
    public static final long MAX_PENDING_BYTES = 64 << 20;

    /** The settings of the workers of a storm. */
    static WorkerSettings ofStorm(int homes, LedgerFormat format, DoubleSupplier chance) {
        return new WorkerSettings(
                homes,
                format,
                MAX_IN_FLIGHT,
                MAX_PENDING_BYTES,
                Duration.ofSeconds(20),
                Polls.STEADY,
                WorkerSettings::instance,
                chance);
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
                SENT_SLOTS);
    }

    private static Instance instance(String id) {
        return new Instance(id, "http://localhost", new Secret("token"), Messenger.WHATSAPP, null);
    }
}
