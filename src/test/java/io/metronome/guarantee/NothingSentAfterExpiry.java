package io.metronome.guarantee;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** No command is called after its {@code expiresAt}. */
public final class NothingSentAfterExpiry implements Guarantee {
    private final Duration onTheWay;
    private final Map<Shape, Instant> expiries = new LinkedHashMap<>();
    private final List<CallSeen> calls = new ArrayList<>();

    /** @param onTheWay how long a call may take from its start until the API saw it */
    public NothingSentAfterExpiry(Duration onTheWay) {
        this.onTheWay = onTheWay;
    }

    @Override
    public void produced(Produced command) {
        if (command.expiresAt() != null) {
            expiries.put(command.shape(), command.expiresAt());
        }
    }

    @Override
    public void called(CallSeen call) {
        calls.add(call);
    }

    @Override
    public List<String> broken() {
        List<String> broken = new ArrayList<>();
        for (CallSeen call : calls) {
            Instant expiry = expiries.get(call.shape());
            if (expiry != null && call.at().isAfter(expiry.plus(onTheWay))) {
                broken.add(call + " came after its expiry, " + expiry);
            }
        }
        return broken;
    }
}
