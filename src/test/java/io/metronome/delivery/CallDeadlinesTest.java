package io.metronome.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

class CallDeadlinesTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final CallDeadlines deadlines = new CallDeadlines(time, Duration.ofSeconds(15));
    private final List<String> over = new ArrayList<>();

    @Test
    void givesUpEachCallAtItsOwnTime() {
        start("first");
        pass(4_000);
        start("second");
        pass(10_999);
        assertThat(over).isEmpty();
        pass(1);
        assertThat(over).containsExactly("first");
        pass(3_999);
        assertThat(over).containsExactly("first");
        pass(1);
        assertThat(over).containsExactly("first", "second");
    }

    @Test
    void leavesCallsAloneThatHaveEnded() {
        Disposable first = start("first");
        pass(1_000);
        Disposable second = start("second");
        pass(1_000);
        start("third");
        first.dispose();
        second.dispose();
        pass(14_999);
        assertThat(over).isEmpty();
        pass(1);
        assertThat(over).containsExactly("third");
    }

    @Test
    void startsAgainAfterAllHaveEnded() {
        start("first").dispose();
        pass(60_000);
        start("second");
        pass(15_000);
        assertThat(over).containsExactly("second");
    }

    @Test
    void needsOneAlarmForManyCalls() {
        for (int i = 0; i < 1_000; i++) {
            start("call " + i).dispose();
            pass(10);
        }
        assertThat(time.getScheduledTaskCount()).isEqualTo(1);
        assertThat(over).isEmpty();
    }

    private Disposable start(String call) {
        return deadlines.start(() -> over.add(call));
    }

    private void pass(long millis) {
        time.advanceTimeBy(Duration.ofMillis(millis));
    }
}
