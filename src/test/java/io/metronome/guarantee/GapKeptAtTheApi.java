package io.metronome.guarantee;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paced calls of one instance arrive at the API no closer than its pace allows: no run of gaps is short by more than the
 * jitter of the way, in sum.
 */
public final class GapKeptAtTheApi implements Guarantee {
    private final Duration jitter;
    private final List<CallSeen> calls = new ArrayList<>();

    /** @param jitter by how much one call may be slower on the way than another */
    public GapKeptAtTheApi(Duration jitter) {
        this.jitter = jitter;
    }

    @Override
    public void called(CallSeen call) {
        if (call.paced()) {
            calls.add(call);
        }
    }

    @Override
    public List<String> broken() {
        calls.sort(Comparator.comparing(CallSeen::at));
        Map<String, GapSum> sums = new LinkedHashMap<>();
        List<String> broken = new ArrayList<>();
        for (CallSeen call : calls) {
            Duration early = sums.computeIfAbsent(call.instance(), instance -> new GapSum(jitter))
                    .take(call.at(), call.gap());
            if (!early.isZero()) {
                broken.add(call + " came " + early.toMillis() + " ms earlier than the pace allows");
            }
        }
        return broken;
    }
}
