package io.metronome.simulation.invariants;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.command.Priority;
import io.metronome.delivery.Answer;
import io.metronome.guarantee.Produced;
import io.metronome.simulation.api.ApiCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * On no day more commands of an instance were accepted, or have an unknown outcome, than its cap allows. The day is that of
 * the calendar of the worker that called. High priority counts and is not held back.
 */
public final class CapKept implements Invariant {
    private final Map<String, PaceRules> rules;

    private record Counted(Produced command, ApiCall call) {}

    private record Day(String instance, long epochDay) {}

    public CapKept(Map<String, PaceRules> rules) {
        this.rules = rules;
    }

    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        List<Counted> all = new ArrayList<>();
        evidence.callsByCommand()
                .forEach((command, calls) -> calls.forEach(call -> all.add(new Counted(command, call))));
        all.sort(Comparator.comparingLong(one -> one.call().at()));
        Map<Day, Set<Produced>> counted = new LinkedHashMap<>();
        for (Counted one : all) {
            DailyCap cap =
                    rules.getOrDefault(one.command().instance(), PaceRules.NONE).cap();
            if (cap != null && counts(one.call())) {
                Day day = new Day(
                        one.command().instance(), cap.day(one.call().calendar().toEpochMilli()));
                Set<Produced> before = counted.computeIfAbsent(day, key -> new LinkedHashSet<>());
                boolean isFull = before.size() >= cap.limit(day.epochDay()) && !before.contains(one.command());
                if (isFull && one.command().priority() != Priority.HIGH) {
                    breach.accept(one.call() + " came when " + before.size() + " calls of the day counted already");
                }
                before.add(one.command());
            }
        }
    }

    private static boolean counts(ApiCall call) {
        return call.method().paced()
                && !call.stale()
                && (call.answer() instanceof Answer.Accepted || call.answer() instanceof Answer.Unknown);
    }
}
