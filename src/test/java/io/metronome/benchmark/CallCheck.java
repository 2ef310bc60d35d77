package io.metronome.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the calls that the API stub saw with the commands that were given: none lost, none doubled, none early. */
final class CallCheck {
    /** The stub and a client share two cores: a system may stop either between a look at the clock and the next step. */
    private static final long TOLERANCE = Duration.ofMillis(20).toNanos();

    private final Workload workload;

    CallCheck(Workload workload) {
        this.workload = workload;
    }

    /** Checks the calls, in any order. */
    CheckResult check(List<StubCall> calls) {
        int[] times = new int[workload.commands()];
        List<String> misdirected = new ArrayList<>();
        for (StubCall call : calls) {
            if (call.command() < 0 || call.command() >= times.length) {
                misdirected.add("a call for command " + call.command() + ", which does not exist");
            } else if (call.instance() != workload.instanceOf(call.command())) {
                misdirected.add("command " + call.command() + " went to instance " + call.instance());
            } else {
                times[call.command()]++;
            }
        }
        List<String> lost = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        for (int command = 0; command < times.length; command++) {
            if (times[command] == 0) {
                lost.add("command " + command + " was never called");
            } else if (times[command] > 1) {
                doubled.add("command " + command + " was called " + times[command] + " times");
            }
        }
        return new CheckResult(lost, doubled, early(calls), misdirected);
    }

    private List<String> early(List<StubCall> calls) {
        List<String> early = new ArrayList<>();
        Map<Long, StubCall> before = new HashMap<>();
        long gap = workload.gap().toNanos() - TOLERANCE;
        for (StubCall call : calls.stream()
                .sorted(Comparator.comparingLong(StubCall::latest))
                .toList()) {
            StubCall last = before.put(call.instance(), call);
            if (last != null && call.latest() - last.earliest() < gap) {
                early.add("command %d came at most %d ms after command %d of instance %d"
                        .formatted(
                                call.command(),
                                Duration.ofNanos(call.latest() - last.earliest())
                                        .toMillis(),
                                last.command(),
                                call.instance()));
            }
        }
        return early;
    }
}
