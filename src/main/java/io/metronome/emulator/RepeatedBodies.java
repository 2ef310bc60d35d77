package io.metronome.emulator;

import io.metronome.command.Fnv1a;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the bodies that were sent more than once to the same instance and method. */
final class RepeatedBodies {
    private final RetentionLimits retention;
    private final Map<BodyKey, Count> counts = new HashMap<>();
    private final List<Count> repeated = new ArrayList<>();

    RepeatedBodies(RetentionLimits retention) {
        this.retention = retention;
    }

    private record BodyKey(String method, long hash) {}

    private static final class Count {
        private int calls;
        private int accepted;
        private @Nullable RecordedCall example;
    }

    void add(RecordedCall call) {
        BodyKey key = new BodyKey(call.method(), call.bodyHash());
        Count count = counts.get(key);
        if (count == null) {
            if (!retention.hash()) {
                return;
            }
            count = new Count();
            counts.put(key, count);
        }
        count.calls++;
        count.accepted += call.accepted() ? 1 : 0;
        if (count.calls == 2) {
            count.example = call;
            repeated.add(count);
        }
    }

    /** Each body that came more than once, in the order of the second calls. */
    List<Report.RepeatedBody> found() {
        List<Report.RepeatedBody> all = new ArrayList<>();
        for (Count count : repeated) {
            RecordedCall call = count.example;
            if (call != null) {
                all.add(new Report.RepeatedBody(
                        call.idInstance(), call.method(), count.calls, count.accepted, call.body()));
            }
        }
        return all;
    }

    static long hash(byte[] body) {
        long hash = Fnv1a.BASIS;
        for (byte each : body) {
            hash = Fnv1a.with(hash, Byte.toUnsignedInt(each));
        }
        return hash;
    }
}
