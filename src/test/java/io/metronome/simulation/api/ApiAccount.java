package io.metronome.simulation.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.ReadSettings;
import io.metronome.simulation.time.SimulatedTime;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An instance as the API has it: whether it can send, and what its settings show. */
public final class ApiAccount {
    private static final Pattern URL = Pattern.compile("\"webhookUrl\":(\"[^\"]*\")");
    private static final Pattern DELAY = Pattern.compile("\"delaySendMessagesMilliseconds\":(\\d+)");
    private static final long RESTART = SECONDS.toNanos(3);

    private final SimulatedTime time;
    private Duration delay;
    private String shown = "\"\"";
    private long shownAt;
    private long wellFrom;
    private HoldReason ails = HoldReason.STARTING;
    private int unread;

    ApiAccount(SimulatedTime time, Duration delay) {
        this.time = time;
        this.delay = delay;
    }

    Duration delay() {
        return delay;
    }

    /** Lets the instance send nothing for so long. */
    void fallIll(HoldReason reason, long nanos) {
        ails = reason;
        wellFrom = time.now() + nanos;
    }

    /** Settings were accepted: the instance restarts, and they show, and rule, some time later. */
    void set(String body) {
        fallIll(HoldReason.STARTING, RESTART);
        Matcher url = URL.matcher(body);
        Matcher wanted = DELAY.matcher(body);
        Duration next = wanted.find() ? Duration.ofMillis(Long.parseLong(wanted.group(1))) : null;
        String nextUrl = url.find() ? url.group(1) : null;
        shownAt = Math.max(shownAt, time.now() + time.between(100_000, 20_000_000));
        time.at(shownAt, () -> {
            shown = nextUrl == null ? shown : nextUrl;
            delay = next == null ? delay : next;
        });
    }

    /** The answer to every call while the instance cannot send; null when it can. */
    @Nullable
    Answer refusal() {
        return isWell() ? null : new Answer.Held(status(), ails.label(), ails);
    }

    private int status() {
        return switch (ails) {
            case TOKEN_REFUSED -> 401;
            case FORBIDDEN -> 403;
            case QUOTA -> 466;
            default -> 400;
        };
    }

    /* What is wrong with the token or the plan does not show in the state. */
    InstanceState state() {
        boolean shows = ails == HoldReason.STARTING || ails == HoldReason.NOT_AUTHORIZED;
        return isWell() || !shows ? new InstanceState.Authorized() : new InstanceState.Held(ails, ails.label(), 0);
    }

    /** How many answers to getSettings in a row could not be read. */
    int unread() {
        return unread;
    }

    void unread(int answers) {
        unread = answers;
    }

    ReadSettings settings() {
        String json = "{\"delaySendMessagesMilliseconds\":" + delay.toMillis() + ",\"webhookUrl\":" + shown + "}";
        return ReadSettings.of(json.getBytes(UTF_8));
    }

    private boolean isWell() {
        return time.now() >= wellFrom;
    }
}
