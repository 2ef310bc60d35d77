package io.metronome.simulation.invariants;

import io.metronome.command.Homes;
import io.metronome.command.PaceRules;
import io.metronome.guarantee.Produced;
import io.metronome.pacing.Jitter;
import io.metronome.simulation.api.ApiCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A gap is no shorter than the delay and the jitter that is drawn for the call before it. */
public final class JitterKept implements Invariant {
    private static final long ROUNDED_MILLIS = 1;

    private final Map<String, PaceRules> rules;
    private final Homes homes;

    private record Departure(Produced command, ApiCall call) {}

    public JitterKept(Map<String, PaceRules> rules, int homes) {
        this.rules = rules;
        this.homes = new Homes(homes);
    }

    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        Map<String, List<Departure>> departures = new LinkedHashMap<>();
        evidence.callsByCommand()
                .forEach((command, calls) -> calls.stream()
                        .filter(call -> call.method().paced() && !call.stale())
                        .forEach(call -> departures
                                .computeIfAbsent(command.instance(), instance -> new ArrayList<>())
                                .add(new Departure(command, call))));
        departures.forEach((instance, own) -> ask(instance, own, breach));
    }

    private void ask(String instance, List<Departure> own, Consumer<String> breach) {
        int percent = rules.getOrDefault(instance, PaceRules.NONE).jitterPercent();
        if (percent == 0) {
            return;
        }
        own.sort(Comparator.comparingLong(one -> one.call().at()));
        // A worker may not have read a longer delay yet when it draws.
        long shortest = own.stream()
                .mapToLong(one -> one.call().delay().toMillis())
                .min()
                .orElse(0);
        for (int i = 1; i < own.size(); i++) {
            Departure before = own.get(i - 1);
            long least =
                    shortest + before.call().typing().toMillis() + drawn(before, shortest, percent) - ROUNDED_MILLIS;
            long gap = Duration.ofNanos(own.get(i).call().at() - before.call().at())
                    .toMillis();
            if (gap < least) {
                breach.accept("%s came %d ms after the call before, whose gap is %d ms with its jitter"
                        .formatted(own.get(i).call(), gap, least));
            }
        }
    }

    /* The offset of a record that is moved to its home is not known here. */
    private long drawn(Departure before, long delay, int percent) {
        Produced command = before.command();
        return homes.of(command.instance()) == command.partition()
                ? (long) (delay * (percent / 100.0) * Jitter.drawn(command.instance(), command.offset()))
                : 0;
    }
}
