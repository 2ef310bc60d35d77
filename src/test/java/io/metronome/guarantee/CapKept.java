package io.metronome.guarantee;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.command.Priority;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * On no day more commands of an instance are accepted, or have an unknown outcome, than its cap allows. The day is that of
 * the calendar of the worker that calls. High priority counts and is not held back. It has to be told of calls in the
 * order in which they were made.
 */
public final class CapKept extends PacedCallsGuarantee {
    private final Map<String, PaceRules> rules;

    private record Day(String instance, long epochDay) {}

    /** @param rules by instance */
    public CapKept(Map<String, PaceRules> rules) {
        this.rules = rules;
    }

    @Override
    public List<String> broken() {
        Map<Day, Set<Shape>> counted = new LinkedHashMap<>();
        List<String> broken = new ArrayList<>();
        for (CallSeen call : calls()) {
            DailyCap cap = rules.getOrDefault(call.instance(), PaceRules.NONE).cap();
            Produced command = command(call);
            if (cap == null || command == null || !(call.accepted() || call.unknown())) {
                continue;
            }
            Day day = new Day(call.instance(), cap.day(call.at().toEpochMilli()));
            Set<Shape> before = counted.computeIfAbsent(day, key -> new LinkedHashSet<>());
            boolean isFull = before.size() >= cap.limit(day.epochDay()) && !before.contains(call.shape());
            if (isFull && command.priority() != Priority.HIGH) {
                broken.add(call + " came when " + before.size() + " calls of the day counted already");
            }
            before.add(call.shape());
        }
        return broken;
    }
}
