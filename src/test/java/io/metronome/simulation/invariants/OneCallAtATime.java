package io.metronome.simulation.invariants;

import io.metronome.simulation.api.ApiCall;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A worker has one call of an instance under way at a time. */
public final class OneCallAtATime implements Invariant {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        Map<String, ApiCall> before = new LinkedHashMap<>();
        List<ApiCall> calls = evidence.calls().stream()
                .filter(call -> evidence.faults().faultsOf(call.host()).isEmpty())
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
