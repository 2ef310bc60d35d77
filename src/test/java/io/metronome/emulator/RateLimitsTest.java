package io.metronome.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Messenger;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final long MILLI = 1_000_000;
    private static final ApiMethod GET_SETTINGS = method("getSettings", "GET");
    private static final ApiMethod GET_STATE_INSTANCE = method("getStateInstance", "GET");
    private static final ApiMethod TEXT_STATUS = method("sendTextStatus", "POST");

    private final RateLimits limits = new RateLimits(Messenger.WHATSAPP);

    @Test
    void givesABurstOfItsRateAndThenNothing() {
        for (int left = 4; left >= 0; left--) {
            assertThat(limits.take(TEXT_STATUS, 0)).hasValue(left);
        }
        assertThat(limits.take(TEXT_STATUS, 199 * MILLI)).isEmpty();
        assertThat(limits.take(TEXT_STATUS, 200 * MILLI)).hasValue(0);
    }

    @Test
    void letsAnHonestSecondBetweenCallsPassForEver() {
        for (long second = 0; second < 10_000; second++) {
            assertThat(limits.take(GET_SETTINGS, second * 1_000 * MILLI)).hasValue(0);
        }
    }

    @Test
    void keepsMethodsApart() {
        limits.take(GET_SETTINGS, 0);

        assertThat(limits.take(GET_SETTINGS, 0)).isEmpty();
        assertThat(limits.take(GET_STATE_INSTANCE, 0)).hasValue(0);
    }

    private static ApiMethod method(String name, String verb) {
        return Objects.requireNonNull(Endpoints.find(name, verb, Messenger.WHATSAPP))
                .method();
    }
}
