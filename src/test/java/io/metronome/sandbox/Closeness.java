package io.metronome.sandbox;

import io.metronome.guarantee.CallSeen;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How close the paced calls of one instance came to each other at the API.
 *
 * @param calls how many there were
 * @param tightest the pair with the least room between what was asked and what was kept; null for a single call
 */
record Closeness(String instance, int calls, @Nullable Pair tightest) {

    /**
     * Two calls in a row.
     *
     * @param asked what the pace wanted between them
     * @param kept what was between them when they arrived
     */
    record Pair(Duration asked, Duration kept) {
        private Duration room() {
            return kept.minus(asked);
        }
    }

    /** One for each instance that was called, in the order of their ids. */
    static List<Closeness> of(List<CallSeen> calls) {
        Map<String, List<CallSeen>> byInstance = calls.stream()
                .filter(CallSeen::paced)
                .sorted(Comparator.comparing(CallSeen::at))
                .collect(Collectors.groupingBy(CallSeen::instance, TreeMap::new, Collectors.toList()));
        return byInstance.entrySet().stream()
                .map(entry -> new Closeness(entry.getKey(), entry.getValue().size(), tightest(entry.getValue())))
                .toList();
    }

    private static @Nullable Pair tightest(List<CallSeen> calls) {
        return IntStream.range(1, calls.size())
                .mapToObj(i -> pair(calls.get(i - 1), calls.get(i)))
                .min(Comparator.comparing(Pair::room))
                .orElse(null);
    }

    private static Pair pair(CallSeen before, CallSeen after) {
        return new Pair(before.gap(), Duration.between(before.at(), after.at()));
    }
}
