package io.metronome.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallLogTest {
    private final RetentionLimits keeping = new RetentionLimits(2, 30, 2);
    private final CallLog log = new CallLog(keeping);
    private final RepeatedBodies repeats = new RepeatedBodies(keeping);

    @Test
    void keepsTheNewestCalls() {
        for (int i = 1; i <= 5; i++) {
            assertThat(log.keeps(new byte[10])).isTrue();
            log.add(call(i, "0123456789", 200));
        }

        assertThat(log.all()).extracting(RecordedCall::sequence).containsExactly(4L, 5L);
        assertThat(log.forgotten()).isEqualTo(3);
    }

    @Test
    void givesEachInstanceOnlyWhatIsLeft() {
        log.add(call(1, null, 200));
        log.add(call(2, null, 200));
        CallLog other = new CallLog(keeping);
        other.add(call(3, null, 200));

        assertThat(other.all()).isEmpty();
        assertThat(other.forgotten()).isEqualTo(1);
    }

    @Test
    void keepsNoLongBody() {
        assertThat(new RetentionLimits().body(RecordedCall.BODY_KEPT)).isTrue();
        assertThat(new RetentionLimits().body(RecordedCall.BODY_KEPT + 1)).isFalse();
    }

    @Test
    void countsRepeatsAndHowOftenTheyWereAccepted() {
        repeats.add(call(1, "a", 429));
        repeats.add(call(2, "a", 200));
        repeats.add(call(3, "b", 200));

        assertThat(repeats.found()).containsExactly(new Report.RepeatedBody("7", "sendTyping", 2, 1, "a"));
    }

    private static RecordedCall call(long sequence, @Nullable String body, int status) {
        long hash = body == null ? 0 : body.hashCode();
        return new RecordedCall(sequence, "7", "sendTyping", 0, Instant.EPOCH, status, null, null, hash, body);
    }
}
