package io.metronome.storm;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every call was made by somebody whose membership the group had confirmed, in a transaction that was committed, no longer
 * ago than a lease. On a machine that was suspended the calendar tells, which may be wrong by a second.
 */
final class NoCallWithoutLease implements Check {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        Map<String, List<Long>> proofs = new HashMap<>();
        for (Transaction committed : evidence.broker().transactions().committed()) {
            proofs.computeIfAbsent(committed.host(), name -> new ArrayList<>()).add(committed.provedAt());
        }
        evidence.eachCall(call -> {
            long lease = Life.LEASE.toNanos() + (evidence.mishaps().wasSuspended(call.host()) ? SECONDS.toNanos(1) : 0);
            boolean covered = proofs.getOrDefault(call.host().name(), List.of()).stream()
                    .anyMatch(proof -> proof <= call.at() && call.at() <= proof + lease);
            if (!covered) {
                breach.accept(call.host().name() + " had no lease when it called " + call);
            }
        });
    }
}
