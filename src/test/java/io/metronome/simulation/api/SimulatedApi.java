package io.metronome.simulation.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Instance;
import io.metronome.command.Method;
import io.metronome.command.Method.Promise;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.Progress;
import io.metronome.delivery.ReadSettings;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** The API in a bad mood, and everything that it ever was called. */
public final class SimulatedApi {
    private static final Pattern TYPING = Pattern.compile("\"typingTime\":(\\d+)");
    private static final long HANGS = SECONDS.toNanos(15);

    private final SimulatedTime time;
    private final Map<String, ApiAccount> accounts = new LinkedHashMap<>();
    private final List<ApiCall> calls = new ArrayList<>();
    private boolean kind;

    public SimulatedApi(SimulatedTime time) {
        this.time = time;
    }

    /** An instance with that delay. */
    public void instance(String id, Duration delay) {
        accounts.put(id, new ApiAccount(time, delay));
    }

    /** From now on it accepts everything. */
    public void beKind() {
        kind = true;
    }

    public List<ApiCall> calls() {
        return calls;
    }

    /** The API as one host sees it. */
    public Api seenFrom(SimulatedHost host) {
        return new Seen(host);
    }

    private ApiAccount account(String id) {
        return accounts.computeIfAbsent(id, name -> new ApiAccount(time, Duration.ofMillis(500)));
    }

    private Answer answer(ApiAccount account, Method method, String body) {
        if (!kind && time.oneIn(60)) {
            account.fallIll(HoldReason.NOT_AUTHORIZED, time.between(5_000_000, 40_000_000));
        }
        Answer refusal = account.refusal();
        Answer answer = refusal == null ? mood() : refusal;
        if (answer instanceof Answer.Accepted && method.promise() == Promise.SAVE_SETTINGS) {
            account.set(body);
        }
        return answer;
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
        return new Answer.Accepted("id" + calls.size(), null);
    }

    private static Duration typing(Method method, String body) {
        Matcher asked = TYPING.matcher(body);
        boolean named = asked.find();
        if (!named) {
            return Duration.ofMillis(method.typingDefault());
        }
        return Duration.ofMillis(Long.parseLong(asked.group(1)));
    }

    private final class Seen implements Api {
        private final SimulatedHost host;

        private Seen(SimulatedHost host) {
            this.host = host;
        }

        @Override
        public Mono<Answer> call(
                Instance instance, Method method, ByteBuffer body, BooleanSupplier gate, Progress progress) {
            String text = UTF_8.decode(body.duplicate()).toString();
            // A connection that is not there yet may take its time.
            long connecting = time.between(50, time.oneIn(15) ? 8_000_000 : 5_000);
            return Mono.create(sink -> host.in(connecting, () -> {
                if (!kind && time.oneIn(40)) {
                    sink.success(new Answer.Again(0, "connection refused", 0, false));
                } else if (gate.getAsBoolean()) {
                    long checkedAt = time.now();
                    // Between the last look and the bytes there is a moment in which a process may be stopped.
                    host.in(time.between(2, 40), () -> write(sink, instance.id(), method, text, checkedAt, progress));
                } else {
                    sink.success(new Answer.Withheld());
                }
            }));
        }

        private void write(
                MonoSink<Answer> sink, String id, Method method, String body, long checkedAt, Progress progress) {
            ApiAccount account = account(id);
            Answer answer = answer(account, method, body);
            boolean silent = answer instanceof Answer.Unknown unknown && unknown.status() == 0;
            long latency = silent ? HANGS : time.between(5_000, time.oneIn(10) ? 3_000_000 : 300_000);
            calls.add(new ApiCall(
                    host,
                    id,
                    method,
                    body,
                    time.now(),
                    host.instant(),
                    host.lastThaw() >= checkedAt,
                    account.delay(),
                    typing(method, body),
                    answer,
                    time.now() + latency));
            ApiCall call = calls.getLast();
            time.tell(Kind.CALLED, host.name() + " " + call);
            progress.written(host.nanos());
            host.in(latency, () -> {
                time.tell(Kind.ANSWERED, host.name() + " " + id + " " + method.name() + " " + answer);
                sink.success(answer);
            });
        }

        @Override
        public Mono<ReadSettings> readSettings(Instance instance) {
            return Mono.create(sink ->
                    host.in(soon(), () -> sink.success(account(instance.id()).settings())));
        }

        @Override
        public Mono<InstanceState> readState(Instance instance) {
            return Mono.create(sink ->
                    host.in(soon(), () -> sink.success(account(instance.id()).state())));
        }

        private long soon() {
            return time.between(MILLISECONDS.toMicros(20), MILLISECONDS.toMicros(1_500));
        }
    }
}
