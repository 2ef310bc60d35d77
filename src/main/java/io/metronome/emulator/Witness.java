package io.metronome.emulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that the judge notes of one instance. */
final class Witness {
    private final Map<String, Long> byMethod = new TreeMap<>();
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private final PaceWatch pace;
    private final Repeats repeats;
    private final CallLog log;
    private long calls;
    private long tooManyRequests;

    Witness(String idInstance, long toleranceNanos, Keeping keeping) {
        this.pace = new PaceWatch(idInstance, toleranceNanos);
        this.repeats = new Repeats(keeping);
        this.log = new CallLog(keeping);
    }

    void note(Endpoint endpoint, Call call) {
        calls++;
        byMethod.merge(endpoint.name(), 1L, Long::sum);
        byStatus.merge(call.status(), 1L, Long::sum);
        log.add(call);
        if (endpoint.hasBody() && call.cut() != Cut.BEFORE_REQUEST) {
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
