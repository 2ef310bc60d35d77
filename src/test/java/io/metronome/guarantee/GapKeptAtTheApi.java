package io.metronome.guarantee;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paced calls of one instance arrive at the API no closer than its pace allows: no run of gaps is short by more than the
 * jitter of the way, in sum.
 */
public final class GapKeptAtTheApi extends PacedCallsGuarantee {
    private final Duration jitter;

    /** @param jitter by how much one call may be slower on the way than another */
    public GapKeptAtTheApi(Duration jitter) {
        this.jitter = jitter;
    }

    @Override
    public List<String> broken() {
        Map<String, GapSum> sums = new LinkedHashMap<>();
        List<String> broken = new ArrayList<>();
        for (CallSeen call : callsByTime()) {
            Duration early = sums.computeIfAbsent(call.instance(), instance -> new GapSum(jitter))
                    .take(call.at(), call.gap());
            if (!early.isZero()) {
                broken.add(call + " came " + early.toMillis() + " ms earlier than the pace allows");
            }
        }
        return broken;
    }
}
