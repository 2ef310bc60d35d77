package io.metronome.simulation.worker;

import io.metronome.ledger.KafkaRestoration;
import io.metronome.ledger.LedgerSettings;
import io.metronome.ledger.RestoreProgress;
import io.metronome.ledger.RestoreReader;
import io.metronome.simulation.cluster.SimulatedAdmin;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedThread;
import java.util.List;
import reactor.core.scheduler.Schedulers;

/** Makes what reads the ledgers of former owners. */
final class SimulatedRestore {
    private SimulatedRestore() {}

    /** Reads as many ledgers at a time as there are threads. */
    static KafkaRestoration of(
            LedgerSettings settings,
            SimulatedBroker broker,
            Mutation mutation,
            SimulatedHost host,
            List<SimulatedThread> threads) {
        List<RestoreReader> readers = threads.stream()
                .map(thread -> new RestoreReader(
                        settings,
                        () -> mutation.reader(broker, thread).client(),
                        new SimulatedAdmin(broker, thread).client(),
                        thread,
                        () -> {}))
                .toList();
        return new KafkaRestoration(readers, Schedulers.immediate(), new RestoreProgress(host::nanos));
    }
}
