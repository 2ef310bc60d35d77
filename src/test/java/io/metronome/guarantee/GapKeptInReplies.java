package io.metronome.guarantee;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** By the {@code sentAt} of the results, no two paced calls of one instance started closer than its delay. */
public final class GapKeptInReplies implements Guarantee {
    /** Times in replies are cut to milliseconds, the earlier one by less than this more than the later. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

    private final Map<String, List<Start>> starts = new LinkedHashMap<>();

    private record Start(String commandId, Instant at, Duration gap) {}

    @Override
    public void replied(ReplySeen reply) {
        Instant at = reply.sentAt();
        if (at != null && !reply.gap().isZero()) {
            starts.computeIfAbsent(reply.instance(), instance -> new ArrayList<>())
                    .add(new Start(reply.commandId(), at, reply.gap()));
        }
    }

    @Override
    public List<String> broken() {
        List<String> broken = new ArrayList<>();
        starts.forEach((instance, own) -> check(instance, own, broken));
        return broken;
    }

    private static void check(String instance, List<Start> own, List<String> broken) {
        own.sort(Comparator.comparing(Start::at));
        for (int i = 1; i < own.size(); i++) {
            Start before = own.get(i - 1);
            Start start = own.get(i);
            Duration apart = Duration.between(before.at(), start.at());
            if (apart.plus(ROUNDING).compareTo(before.gap()) < 0) {
                broken.add("%s started %s %d ms after %s, its gap is %d ms"
                        .formatted(
                                instance,
                                start.commandId(),
                                apart.toMillis(),
                                before.commandId(),
                                before.gap().toMillis()));
            }
        }
    }
}
