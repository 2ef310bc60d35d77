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
    private long wellFrom;
    private HoldReason ails = HoldReason.STARTING;

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

    /** Settings were accepted: the instance restarts, and shows them some time later. */
    void set(String body) {
        fallIll(HoldReason.STARTING, RESTART);
        Matcher url = URL.matcher(body);
        if (url.find()) {
            String wanted = url.group(1);
            time.in(time.between(100_000, 20_000_000), () -> shown = wanted);
        }
        Matcher wantedDelay = DELAY.matcher(body);
        if (wantedDelay.find()) {
            Duration wanted = Duration.ofMillis(Long.parseLong(wantedDelay.group(1)));
            time.in(time.between(100_000, 20_000_000), () -> slowDown(wanted));
        }
    }

    /* Never faster: the guarantee of the pace knows only the delay that ruled at the earlier one of two calls. */
    private void slowDown(Duration wanted) {
        delay = wanted.compareTo(delay) > 0 ? wanted : delay;
    }

    /** The answer to every call while the instance cannot send; null when it can. */
    @Nullable
    Answer refusal() {
        return isWell() ? null : new Answer.Held(400, ails.label(), ails);
    }

    InstanceState state() {
        return isWell() ? new InstanceState.Authorized() : new InstanceState.Held(ails, ails.label(), 0);
    }

    ReadSettings settings() {
        String json = "{\"delaySendMessagesMilliseconds\":" + delay.toMillis() + ",\"webhookUrl\":" + shown + "}";
        return ReadSettings.of(json.getBytes(UTF_8));
    }

    private boolean isWell() {
        return time.now() >= wellFrom;
    }
}
