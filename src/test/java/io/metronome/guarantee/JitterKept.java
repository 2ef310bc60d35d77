package io.metronome.guarantee;

import io.metronome.command.Homes;
import io.metronome.command.PaceRules;
import io.metronome.pacing.Jitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A gap is no shorter than the delay and the jitter that is drawn for the call before it. */
public final class JitterKept extends PacedCallsGuarantee {
    private final Map<String, PaceRules> rules;
    private final Homes homes;
    private final Duration allowance;

    /**
     * @param rules by instance
     * @param homes the number of partitions
     * @param allowance by how much one call may be slower on the way than another
     */
    public JitterKept(Map<String, PaceRules> rules, int homes, Duration allowance) {
        this.rules = rules;
        this.homes = new Homes(homes);
        this.allowance = allowance;
    }

    @Override
    public List<String> broken() {
        List<String> broken = new ArrayList<>();
        Map<String, List<CallSeen>> calls = new LinkedHashMap<>();
        callsByTime()
                .forEach(call -> calls.computeIfAbsent(call.instance(), instance -> new ArrayList<>())
                        .add(call));
        calls.forEach((instance, own) -> {
            int percent = rules.getOrDefault(instance, PaceRules.NONE).jitterPercent();
            if (percent > 0) {
                ask(own, percent, broken);
            }
        });
        return broken;
    }

    private void ask(List<CallSeen> own, int percent, List<String> broken) {
        // A worker may not have read a longer delay yet when it draws.
        Duration shortest =
                own.stream().map(CallSeen::delay).min(Duration::compareTo).orElse(Duration.ZERO);
        for (int i = 1; i < own.size(); i++) {
            CallSeen before = own.get(i - 1);
            Duration drawn = drawn(command(before), shortest, percent);
            Duration gap = shortest.plus(before.typing()).plus(drawn);
            Duration was = Duration.between(before.at(), own.get(i).at());
            if (was.plus(allowance).compareTo(gap) < 0) {
                broken.add(own.get(i) + " came " + was.toMillis() + " ms after the call before, whose gap is "
                        + gap.toMillis() + " ms with its jitter");
            }
        }
    }

    /* The offset of a record that is moved to its home is not known here. */
    private Duration drawn(@Nullable Produced command, Duration delay, int percent) {
        return command != null && homes.of(command.instance()) == command.partition()
                ? Duration.ofMillis((long)
                        (delay.toMillis() * (percent / 100.0) * Jitter.drawn(command.instance(), command.offset())))
                : Duration.ZERO;
    }
}
