package io.metronome.simulation.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Instance;
import io.metronome.command.Method;
import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.RateLimit;
import io.metronome.delivery.ReadSettings;
import io.metronome.simulation.time.SimulatedTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The API in a bad mood: a storm's seed draws what it answers and how long that takes. */
public final class DrawnApi extends SimulatedApi {
    private static final long HANGS = SECONDS.toNanos(15);
    /* With the fifth in a row a worker takes the fallback delay, which may be too fast. */
    private static final int UNREAD_IN_A_ROW = 3;
    private static final List<HoldReason> AILMENTS = List.of(
            HoldReason.NOT_AUTHORIZED,
            HoldReason.NOT_AUTHORIZED,
            HoldReason.TOKEN_REFUSED,
            HoldReason.FORBIDDEN,
            HoldReason.QUOTA);

    private final Map<String, ApiAccount> accounts = new LinkedHashMap<>();
    private final Map<String, Long> downUntil = new LinkedHashMap<>();
    private boolean kind;
    private long kindSince = Long.MAX_VALUE / 2;

    public DrawnApi(SimulatedTime time) {
        super(time);
    }

    /** An instance with that delay. */
    public void instance(String id, Duration delay) {
        accounts.put(id, new ApiAccount(time, delay));
    }

    /** A host answers nothing for so long: it refuses connections, or takes requests and is silent. */
    public void breakDown(String apiUrl, long nanos) {
        downUntil.put(apiUrl, time.now() + nanos);
    }

    /** From now on it accepts everything. */
    public void beKind() {
        kind = true;
        kindSince = time.now();
    }

    /** True nanoseconds since which it accepts everything. */
    public long kindSince() {
        return kindSince;
    }

    @Override
    long connecting() {
        return time.between(50, time.oneIn(15) ? 8_000_000 : 5_000);
    }

    @Override
    boolean refusesConnection(Instance instance) {
        return !kind && time.oneIn(isDown(instance) ? 2 : 40);
    }

    @Override
    long writing() {
        return time.between(2, 40);
    }

    @Override
    Answer answer(Instance instance, Method method, String body) {
        ApiAccount account = account(instance.id());
        if (isDown(instance)) {
            return new Answer.Unknown(0, "no answer");
        }
        if (!kind && time.oneIn(60)) {
            account.fallIll(AILMENTS.get(time.random().nextInt(AILMENTS.size())), time.between(5_000_000, 40_000_000));
        }
        Answer refusal = account.refusal();
        Answer answer = refusal == null ? mood(method) : refusal;
        boolean isTaken = answer instanceof Answer.Accepted || (answer instanceof Answer.Unknown && time.oneIn(2));
        if (isTaken && method.promise() == Method.Promise.SAVE_SETTINGS) {
            account.set(body);
        }
        return answer;
    }

    @Override
    @Nullable
    RateLimit limit() {
        return !kind && time.oneIn(15)
                ? new RateLimit(
                        0.2 + time.random().nextDouble(),
                        OptionalLong.of(time.random().nextInt(2)),
                        0)
                : null;
    }

    @Override
    long latency(String instance, Answer answer) {
        boolean silent = answer instanceof Answer.Unknown unknown && unknown.status() == 0;
        return silent ? HANGS : time.between(5_000, time.oneIn(10) ? 3_000_000 : 300_000);
    }

    @Override
    Duration delay(String instance) {
        return account(instance).delay();
    }

    /* A host that is down answers questions when it is up again. */
    @Override
    long asking(Instance instance) {
        long down = Math.max(0, downUntil.getOrDefault(instance.apiUrl(), 0L) - time.now());
        return down + time.between(MILLISECONDS.toMicros(20), MILLISECONDS.toMicros(1_500));
    }

    @Override
    ReadSettings settings(String instance) {
        ApiAccount account = account(instance);
        if (!kind && account.unread() < UNREAD_IN_A_ROW && time.oneIn(8)) {
            account.unread(account.unread() + 1);
            return ReadSettings.of("<html>".getBytes(UTF_8));
        }
        account.unread(0);
        return account.settings();
    }

    @Override
    InstanceState state(String instance) {
        return account(instance).state();
    }

    private boolean isDown(Instance instance) {
        return time.now() < downUntil.getOrDefault(instance.apiUrl(), 0L);
    }

    private ApiAccount account(String id) {
        return accounts.computeIfAbsent(id, name -> new ApiAccount(time, Duration.ofMillis(500)));
    }

    private Answer mood(Method method) {
        int mood = kind ? 100 : time.random().nextInt(100);
        if (mood < 4) {
            return new Answer.Again(503, "maintenance", 0, false);
        } else if (mood < 7) {
            return new Answer.Again(429, "too many", 500 + time.random().nextInt(5_500), true);
        } else if (mood < 10) {
            return new Answer.Refused(400, "no");
        } else if (mood < 13) {
            return new Answer.Unknown(502, "bad gateway");
        } else if (mood < 15) {
            return new Answer.Unknown(0, "no answer");
        } else if (mood < 16 && method.name().endsWith("Status")) {
            return new Answer.Forbidden("no access to statuses");
        }
        return new Answer.Accepted("id" + calls().size(), null);
    }
}
