package io.metronome.storm;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A worker has one call of an instance under way at a time. */
final class OneCallAtATime implements Check {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        Map<String, Called> before = new HashMap<>();
        List<Called> calls = evidence.calls().stream()
                .filter(call -> evidence.mishaps().accidentsOf(call.host()).isEmpty())
                .sorted(Comparator.comparingLong(Called::at))
                .toList();
        for (Called call : calls) {
            Called last = before.put(call.host().name() + call.instance(), call);
            if (last != null && last.answeredAt() > call.at()) {
                breach.accept(call + " began while another was under way: " + last);
            }
        }
    }
}
