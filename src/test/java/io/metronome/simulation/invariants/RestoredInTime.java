package io.metronome.simulation.invariants;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.worker.WorkerFleet;
import java.util.function.Consumer;

/** A worker that takes a partition over serves it within seconds if Kafka is well, whatever the former owner left open. */
public final class RestoredInTime implements Invariant {
    private static final long LIMIT = SECONDS.toNanos(10);

    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        for (WorkerFleet.Restore restore : evidence.fleet().restores()) {
            boolean undisturbed = evidence.faults().faultsOf(restore.host()).isEmpty()
                    && !evidence.faults().wasKafkaUnwell(restore.at() - restore.nanos(), restore.at());
            if (restore.nanos() > LIMIT + evidence.fleet().restoreWaits() && undisturbed) {
                breach.accept("%s needed %.1f s to restore a partition, at %.3f s"
                        .formatted(restore.host().name(), restore.nanos() / 1e9, restore.at() / 1e9));
            }
        }
    }
}
