package io.metronome.simulation.invariants;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.api.ApiCall;
import io.metronome.simulation.api.DrawnApi;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An instance that is due goes before others that are due later. Once all is well, an instance whose commands wait is called again soon after its gap: holds and pauses from before end
 * within some minutes, and others do not go first for ever. An instance that no record of the ledger names may have to wait
 * for a gap before its first call: it may have been called shortly before a kill.
 */
public final class NobodyStarves implements Invariant {
    private static final long SETTLED_AFTER = SECONDS.toNanos(30);
    private static final long LONGEST_TYPING = SECONDS.toNanos(20);
    /* After three refusals in a row a held instance is tried after four minutes. */
    private static final long SOON = SECONDS.toNanos(330);

    private final DrawnApi api;

    NobodyStarves(DrawnApi api) {
        this.api = api;
    }

    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        evidence.fleet().watch().passedOver().forEach(breach);
        long settled = api.kindSince() + SETTLED_AFTER;
        Map<String, ApiCall> before = new LinkedHashMap<>();
        Map<String, Long> gaps = new LinkedHashMap<>();
        List<ApiCall> calls = evidence.calls().stream()
                .sorted(Comparator.comparingLong(ApiCall::at))
                .toList();
        for (ApiCall call : calls) {
            ApiCall last = before.put(call.instance(), call);
            long since = Math.max(settled, last == null ? 0 : last.at());
            gaps.merge(call.instance(), call.delay().toNanos() + LONGEST_TYPING, Math::max);
            long gap = gaps.getOrDefault(call.instance(), 0L);
            // A worker that is killed before an announced call costs the instance a whole gap.
            long kills = evidence.faults().faults().stream()
                    .filter(fault -> fault.from() > since && fault.from() <= call.at())
                    .count();
            if (call.at() - since > gap * (1 + kills) + SOON) {
                breach.accept(call + " came %.0f s after the one before".formatted((call.at() - since) / 1e9));
            }
        }
    }
}
