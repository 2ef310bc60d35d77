package io.metronome.simulation.invariants;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.cluster.SimulatedTransaction;
import io.metronome.simulation.worker.WorkerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every call was made by a worker whose membership the group had confirmed, in a transaction that was committed, no longer
 * ago than a lease. On a machine that was suspended the calendar tells, which may be wrong by a second.
 */
public final class NoCallWithoutLease implements Invariant {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        Map<String, List<Long>> proofs = new LinkedHashMap<>();
        for (SimulatedTransaction committed : evidence.broker().transactions().committed()) {
            proofs.computeIfAbsent(committed.host(), name -> new ArrayList<>()).add(committed.provedAt());
        }
        evidence.eachCall(call -> {
            long lease = WorkerSettings.LEASE.toNanos()
                    + (evidence.faults().wasSuspended(call.host()) ? SECONDS.toNanos(1) : 0);
            boolean covered = proofs.getOrDefault(call.host().name(), List.of()).stream()
                    .anyMatch(proof -> proof <= call.at() && call.at() <= proof + lease);
            if (!covered) {
                breach.accept(call.host().name() + " had no lease when it called " + call);
            }
        });
    }
}
