package io.metronome.simulation.api;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Method;
import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.ReadSettings;
import io.metronome.simulation.time.SimulatedTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The API in a bad mood: a storm's seed draws what it answers and how long that takes. */
public final class DrawnApi extends SimulatedApi {
    private static final long HANGS = SECONDS.toNanos(15);

    private final Map<String, ApiAccount> accounts = new LinkedHashMap<>();
    private boolean kind;

    public DrawnApi(SimulatedTime time) {
        super(time);
    }

    /** An instance with that delay. */
    public void instance(String id, Duration delay) {
        accounts.put(id, new ApiAccount(time, delay));
    }

    /** From now on it accepts everything. */
    public void beKind() {
        kind = true;
    }

    @Override
    long connecting() {
        return time.between(50, time.oneIn(15) ? 8_000_000 : 5_000);
    }

    @Override
    boolean refusesConnection() {
        return !kind && time.oneIn(40);
    }

    @Override
    long writing() {
        return time.between(2, 40);
    }

    @Override
    Answer answer(String instance, Method method, String body) {
        ApiAccount account = account(instance);
        if (!kind && time.oneIn(60)) {
            account.fallIll(HoldReason.NOT_AUTHORIZED, time.between(5_000_000, 40_000_000));
        }
        Answer refusal = account.refusal();
        Answer answer = refusal == null ? mood() : refusal;
        if (answer instanceof Answer.Accepted && method.promise() == Method.Promise.SAVE_SETTINGS) {
            account.set(body);
        }
        return answer;
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

    @Override
    long asking() {
        return time.between(MILLISECONDS.toMicros(20), MILLISECONDS.toMicros(1_500));
    }

    @Override
    ReadSettings settings(String instance) {
        return account(instance).settings();
    }

    @Override
    InstanceState state(String instance) {
        return account(instance).state();
    }

    private ApiAccount account(String id) {
        return accounts.computeIfAbsent(id, name -> new ApiAccount(time, Duration.ofMillis(500)));
    }

    private Answer mood() {
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
        }
        return new Answer.Accepted("id" + calls().size(), null);
    }
}
