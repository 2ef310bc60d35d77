package io.metronome.simulation.invariants;

import io.metronome.simulation.api.ApiCall;
import io.metronome.simulation.invariants.Evidence;
import io.metronome.simulation.invariants.Invariant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A worker has one call of an instance under way at a time. */
final class OneCallAtATime implements Invariant {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        Map<String, ApiCall> before = new HashMap<>();
        List<ApiCall> calls = evidence.calls().stream()
                .filter(call -> evidence.mishaps().accidentsOf(call.host()).isEmpty())
                .sorted(Comparator.comparingLong(ApiCall::at))
                .toList();
        for (ApiCall call : calls) {
            ApiCall last = before.put(call.host().name() + call.instance(), call);
            if (last != null && last.answeredAt() > call.at()) {
                breach.accept(call + " began while another was under way: " + last);
            }
        }
    }
}
