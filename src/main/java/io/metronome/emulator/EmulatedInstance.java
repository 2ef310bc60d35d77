package io.metronome.emulator;

import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * One account that the emulator plays.
 *
 * @param id its digits
 * @param delay the initial {@code delaySendMessagesMilliseconds}; 0 or more, so that a benchmark may go below the API's
 *     500 ms. setSettings changes it within the API's own bounds
 */
public record EmulatedInstance(String id, Secret token, Messenger messenger, Duration delay, Plan plan) {
    /** A new instance's delay (GREEN-API docs, page createInstance). */
    public static final Duration NEW_INSTANCE_DELAY = Duration.ofMillis(500);

    public EmulatedInstance {
        Objects.requireNonNull(token, "token");
        if (!id.matches("\\d+")) {
            throw new IllegalArgumentException("an instance's id is digits only, not " + id);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay of " + delay + " for instance " + id);
        }
    }

    /** A new instance: the delay it is born with, a plan without quotas. */
    public EmulatedInstance(String id, Secret token, Messenger messenger) {
        this(id, token, messenger, NEW_INSTANCE_DELAY, Plan.BUSINESS);
    }

    public EmulatedInstance withDelay(Duration other) {
        return new EmulatedInstance(id, token, messenger, other, plan);
    }

    public EmulatedInstance withPlan(Plan other) {
        return new EmulatedInstance(id, token, messenger, delay, other);
    }

    /** WhatsApp 1101000001 to 1101000010 and MAX 3100000001 to 3100000003, with fresh tokens. */
    public static List<EmulatedInstance> standard(RandomGenerator random) {
        List<EmulatedInstance> all = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            all.add(new EmulatedInstance(String.valueOf(1_101_000_000L + i), token(random), Messenger.WHATSAPP));
        }
        for (int i = 1; i <= 3; i++) {
            all.add(new EmulatedInstance(String.valueOf(3_100_000_000L + i), token(random), Messenger.MAX));
        }
        return List.copyOf(all);
    }

    /** A token as GREEN-API gives them: 50 hex digits. */
    private static Secret token(RandomGenerator random) {
        byte[] bytes = new byte[25];
        random.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }
}
