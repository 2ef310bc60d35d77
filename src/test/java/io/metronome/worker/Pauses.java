package io.metronome.worker;

import static java.util.stream.Collectors.groupingBy;

import io.metronome.guarantee.CallSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long instances with commands were not called, beyond what their pace asks. */
final class Pauses {
    private Pauses() {}

    /** The longest of any instance. */
    static Duration longest(List<CallSeen> calls) {
        return longest(calls, Instant.MIN, Instant.MAX);
    }

    /** The longest of any instance that was over in that time. */
    static Duration longest(List<CallSeen> calls, Instant from, Instant to) {
        Duration longest = Duration.ZERO;
        for (List<CallSeen> own :
                calls.stream().collect(groupingBy(CallSeen::instance)).values()) {
            for (int i = 1; i < own.size(); i++) {
                Instant end = own.get(i).at();
                Duration pause = Duration.between(own.get(i - 1).at(), end)
                        .minus(own.get(i - 1).gap());
                if (end.isAfter(from) && end.isBefore(to) && pause.compareTo(longest) > 0) {
                    longest = pause;
                }
            }
        }
        return longest;
    }
}
