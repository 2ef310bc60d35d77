package io.metronome.emulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records the calls of one instance for the report. */
final class CallRecorder {
    private final Map<String, Long> byMethod = new TreeMap<>();
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private final PaceWatch pace;
    private final RepeatedBodies repeats;
    private final CallLog log;
    private long calls;
    private long tooManyRequests;

    CallRecorder(String idInstance, long toleranceNanos, RetentionLimits retention) {
        this.pace = new PaceWatch(idInstance, toleranceNanos);
        this.repeats = new RepeatedBodies(retention);
        this.log = new CallLog(retention);
    }

    void note(ApiMethod method, RecordedCall call) {
        calls++;
        byMethod.merge(method.name(), 1L, Long::sum);
        byStatus.merge(call.status(), 1L, Long::sum);
        log.add(call);
        if (method.hasBody() && call.cut() != Cut.BEFORE_REQUEST) {
            repeats.add(call);
        }
    }

    void overran() {
        tooManyRequests++;
    }

    PaceWatch pace() {
        return pace;
    }

    long calls() {
        return calls;
    }

    long tooManyRequests() {
        return tooManyRequests;
    }

    Map<String, Long> byMethod() {
        return byMethod;
    }

    Map<Integer, Long> byStatus() {
        return byStatus;
    }

    List<Report.RepeatedBody> repeated() {
        return repeats.found();
    }

    CallLog log() {
        return log;
    }
}
