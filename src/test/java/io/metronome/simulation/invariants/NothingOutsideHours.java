package io.metronome.simulation.invariants;

import io.metronome.command.PaceRules;
import io.metronome.command.SendingHours;
import io.metronome.pacing.OpenTime;
import java.util.Map;
import java.util.function.Consumer;

/** No paced call was written outside of the hours of its instance, by the calendar of the worker that made it. */
public final class NothingOutsideHours implements Invariant {
    /* Between the last look at the calendar and the bytes there is a moment. */
    private static final long ON_THE_WAY_MILLIS = 2;

    private final Map<String, PaceRules> rules;

    public NothingOutsideHours(Map<String, PaceRules> rules) {
        this.rules = rules;
    }

    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        evidence.callsByCommand().forEach((command, calls) -> {
            SendingHours hours =
                    rules.getOrDefault(command.instance(), PaceRules.NONE).hours();
            if (hours != null && hours.hold(command.priority())) {
                calls.stream()
                        .filter(call -> call.method().paced() && !call.stale())
                        .filter(call -> !isOpen(hours, call.calendar().toEpochMilli()))
                        .forEach(call -> breach.accept(call + " came outside of the hours, at " + call.calendar()));
            }
        });
    }

    private static boolean isOpen(SendingHours hours, long millis) {
        return OpenTime.atOrAfter(hours, millis).contains(millis)
                || OpenTime.atOrAfter(hours, millis - ON_THE_WAY_MILLIS).contains(millis - ON_THE_WAY_MILLIS);
    }
}
