package io.metronome.worker;

import io.metronome.guarantee.CallSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long calls were on their way in this run, from the moment that a result names as its start until the API had read
 * them: what the API's side of a connection costs on a busy machine, above all the first time, brings two calls closer
 * together that left in time. That they did leave in time is asked of the results.
 */
final class NetworkDelay {
    private static final Duration SAME_MOMENT = Duration.ofMillis(50);

    private final Map<String, List<Instant>> arrivals = new HashMap<>();
    private Duration longest = Duration.ZERO;

    NetworkDelay(List<CallSeen> calls) {
        for (CallSeen call : calls) {
            arrivals.computeIfAbsent(call.instance() + call.body(), shape -> new ArrayList<>())
                    .add(call.at());
        }
    }

    /** A result of such a command says when its call started. */
    void started(String instance, String body, Instant sentAt) {
        arrivals.getOrDefault(instance + body, List.of()).stream()
                .filter(at -> at.isAfter(sentAt.minus(SAME_MOMENT)))
                .min(Instant::compareTo)
                .map(at -> Duration.between(sentAt, at))
                .filter(way -> way.compareTo(longest) > 0)
                .ifPresent(way -> longest = way);
    }

    Duration longest() {
        return longest;
    }
}
