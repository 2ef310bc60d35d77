package io.metronome.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The calls of one instance in the order of arrival. Beyond the retention limits, new calls replace the oldest. */
final class CallLog {
    private final RetentionLimits retention;
    private final Deque<RecordedCall> calls = new ArrayDeque<>();
    private long forgotten;

    CallLog(RetentionLimits retention) {
        this.retention = retention;
    }

    /** Returns true if there is room for this body. Called once for each call, before the call is added. */
    boolean keeps(byte[] body) {
        return retention.body(body.length);
    }

    void add(RecordedCall call) {
        if (!retention.call()) {
            forgotten++;
            RecordedCall oldest = calls.poll();
            forget(oldest == null ? call : oldest);
            if (oldest == null) {
                return;
            }
        }
        calls.add(call);
    }

    private void forget(RecordedCall call) {
        String body = call.body();
        retention.giveBackBody(body == null ? 0 : body.getBytes(StandardCharsets.UTF_8).length);
    }

    List<RecordedCall> all() {
        return new ArrayList<>(calls);
    }

    long forgotten() {
        return forgotten;
    }
}
