package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.guarantee.CallSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls that were made a second time. That is allowed for a command whose reply tells of a second attempt, because the
 * first one had no clear answer. Beside that it is allowed only for what was under way, or answered and not yet in a
 * checkpoint, when a worker was killed, frozen or expelled: for each of them there must be such a moment soon after its
 * first call.
 */
final class RepeatedCalls {
    /* No call starts while a checkpoint is older than a second (delivery.max-unsaved); one checkpoint before that, an
     * answer, and the way. */
    private static final Duration UNSAVED = Duration.ofMillis(2_500);
    /* The worker had written the call, and a busy machine takes its time to read it. A successor is assigned when the
     * worker's session ends (6 s after a heartbeat; one comes each 1.5 s) and waits for a lease (3 s) before it
     * calls, so that a first call within this time is not the successor's. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

    private final Duration stall;
    private final List<CallSeen> repeated = new ArrayList<>();
    private final List<CallSeen> first = new ArrayList<>();

    /**
     * @param retries how often the replies say that a command was called again, by {@link #command}
     * @param stall the worst of this machine, by which each of these times may be longer
     */
    RepeatedCalls(List<CallSeen> calls, Map<String, Integer> retries, Duration stall) {
        this.stall = stall;
        Map<String, CallSeen> seen = new HashMap<>();
        Map<String, Integer> left = new HashMap<>(retries);
        for (CallSeen call : calls) {
            String command = command(call.instance(), call.method(), call.body());
            CallSeen before = seen.putIfAbsent(command, call);
            if (before != null && left.merge(command, -1, Integer::sum) < 0) {
                repeated.add(call);
                first.add(before);
            }
        }
    }

    /** The command of a call, in tests whose commands all differ. */
    static String command(String instance, String method, String body) {
        return instance + ' ' + method + ' ' + body;
    }

    int count() {
        return repeated.size();
    }

    /** How many of them it explains. */
    long of(Hurt hurt) {
        return first.stream().filter(call -> isCausedBy(hurt, call)).count();
    }

    /** Calls that were repeated without one of these reasons: when at first, and when again. */
    List<String> without(List<Hurt> hurts) {
        List<String> without = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            CallSeen call = first.get(i);
            if (hurts.stream().noneMatch(hurt -> isCausedBy(hurt, call))) {
                without.add(call + ", again at " + repeated.get(i).at());
            }
        }
        return without;
    }

    /** How long before it the oldest of them had arrived. */
    Duration oldest(Hurt hurt) {
        return first.stream()
                .filter(call -> isCausedBy(hurt, call))
                .map(call -> Duration.between(call.at(), hurt.done()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Each of them has its reason in one of those. */
    void assertOnlyAround(List<Hurt> hurts) {
        assertThat(first)
                .as(
                        "calls that were made again, %d of them in all, without a worker having been hurt at %s",
                        repeated.size(), hurts)
                .allMatch(call -> hurts.stream().anyMatch(hurt -> isCausedBy(hurt, call)));
    }

    private boolean isCausedBy(Hurt hurt, CallSeen call) {
        // What was on its way when the worker was hurt arrived a little later.
        return call.at().isAfter(hurt.begun().minus(UNSAVED).minus(stall))
                && call.at().isBefore(hurt.done().plus(ON_ITS_WAY).plus(stall));
    }
}
