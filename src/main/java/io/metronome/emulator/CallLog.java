package io.metronome.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One instance's calls in the order of arrival; when the emulator's keeping is used up, the newest displace the oldest. */
final class CallLog {
    private final RetentionLimits keeping;
    private final Deque<RecordedCall> calls = new ArrayDeque<>();
    private long forgotten;

    CallLog(RetentionLimits keeping) {
        this.keeping = keeping;
    }

    /** Whether there is room for this body; asked once for each call, before it is added. */
    boolean keeps(byte[] body) {
        return keeping.body(body.length);
    }

    void add(RecordedCall call) {
        if (!keeping.call()) {
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
        keeping.giveBackBody(body == null ? 0 : body.getBytes(StandardCharsets.UTF_8).length);
    }

    List<RecordedCall> all() {
        return new ArrayList<>(calls);
    }

    long forgotten() {
        return forgotten;
    }
}
