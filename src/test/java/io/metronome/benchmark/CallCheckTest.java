package io.metronome.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The benchmark's checks can fail: a lost, a doubled, an early and a misdirected command are each found. */
class CallCheckTest {
    private static final Workload WORKLOAD = Workload.of(6, 2);
    private static final long LOOK = Duration.ofMillis(1).toNanos();

    /* Calls 0, 2, 4 of one instance and 1, 3, 5 of the other, exactly at the pace. */
    private final List<StubCall> calls = new ArrayList<>(IntStream.range(0, 6)
            .mapToObj(n -> call(WORKLOAD.instanceOf(n), n, 500L * (n / 2)))
            .toList());

    @Test
    void findsNothingWhereEveryCommandIsCalledOnceAtThePace() {
        assertThat(check()).isEmpty();
    }

    @Test
    void findsALostCommand() {
        calls.remove(3);
        assertThat(check()).containsExactly("1 lost: command 3 was never called");
    }

    @Test
    void findsADoubledCommand() {
        calls.add(call(WORKLOAD.instanceOf(1), 1, 9_000));
        assertThat(check()).containsExactly("1 doubled: command 1 was called 2 times");
    }

    @Test
    void findsAnEarlyCommand() {
        calls.set(4, call(WORKLOAD.instanceOf(4), 4, 940));
        assertThat(check())
                .containsExactly("1 early: command 4 came at most 441 ms after command 2 of instance 1101000001");
        assertThat(new CallCheck(WORKLOAD).check(calls).failures(false)).isEmpty();
    }

    @Test
    void blamesNobodyWhereTheStubLookedLate() {
        calls.set(2, new StubCall(WORKLOAD.instanceOf(2), 2, nanos(500), nanos(900)));
        assertThat(check()).isEmpty();
    }

    @Test
    void findsACommandAtAnotherInstance() {
        calls.set(0, call(WORKLOAD.instanceOf(1), 0, 9_000));
        assertThat(check())
                .containsExactly(
                        "1 lost: command 0 was never called", "1 misdirected: command 0 went to instance 1101000002");
    }

    @Test
    void findsLostAndDoubledReplies() {
        assertThat(CheckResult.ofReplies(new int[] {1, 0, 2}).failures(true))
                .containsExactly("1 lost: command 1 has no reply", "1 doubled: command 2 has 2 replies");
    }

    private List<String> check() {
        return new CallCheck(WORKLOAD).check(calls).failures(true);
    }

    private static StubCall call(long instance, int command, long millis) {
        return new StubCall(instance, command, nanos(millis) - LOOK, nanos(millis));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
