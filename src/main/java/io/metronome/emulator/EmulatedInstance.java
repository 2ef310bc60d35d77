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
 * The configuration of one emulated instance.
 *
 * @param id text of digits
 * @param delay the initial {@code delaySendMessagesMilliseconds}, 0 or more: a benchmark may go below the 500 ms of the
 *     API. setSettings changes it within the limits of the API
 */
public record EmulatedInstance(String id, Secret token, Messenger messenger, Duration delay, Plan plan) {
    /** The delay of a new instance (GREEN-API docs, page createInstance). */
    public static final Duration NEW_INSTANCE_DELAY = Duration.ofMillis(500);

    public EmulatedInstance {
        Objects.requireNonNull(token, "token");
        if (!id.matches("\\d+")) {
            throw new IllegalArgumentException("an instance's id must be digits, found " + id);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("the delay of instance " + id + " must not be negative, found " + delay);
        }
    }

    /** An instance with the default delay and a plan without quotas. */
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

    /** A token in the format of GREEN-API: 50 hex digits. */
    private static Secret token(RandomGenerator random) {
        byte[] bytes = new byte[25];
        random.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }
}
