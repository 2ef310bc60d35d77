package io.metronome.simulation.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Instance;
import io.metronome.command.Method;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.Progress;
import io.metronome.delivery.RateLimit;
import io.metronome.delivery.ReadSettings;
import io.metronome.delivery.SettingsUnread;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The API: a list of every call that arrived. What it answers, and how long that takes, is drawn from the seed of a storm
 * ({@link DrawnApi}) or named by a scenario ({@link ScriptedApi}).
 */
public abstract class SimulatedApi {
    private static final Pattern DELAY = Pattern.compile("\"delaySendMessagesMilliseconds\":");
    private static final Pattern TYPING = Pattern.compile("\"typingTime\":(\\d+)");

    final SimulatedTime time;
    private final List<ApiCall> calls = new ArrayList<>();
    private BiConsumer<SimulatedHost, String> delaySet = (host, instance) -> {};

    SimulatedApi(SimulatedTime time) {
        this.time = time;
    }

    public final List<ApiCall> calls() {
        return calls;
    }

    /** The API as one host sees it. */
    public final Api seenFrom(SimulatedHost host) {
        return new Seen(host);
    }

    /** Tells from which host each setSettings with a delay comes, and for which instance, when it arrives. */
    public final void whenDelayIsSet(BiConsumer<SimulatedHost, String> told) {
        delaySet = delaySet.andThen(told);
    }

    /** Nanoseconds until there is a connection. */
    abstract long connecting();

    /** Whether the connection that was asked for is refused. */
    abstract boolean refusesConnection(Instance instance);

    /** Nanoseconds between the last look at the lease and the bytes. */
    abstract long writing();

    /** The answer to a call that has just arrived. */
    abstract Answer answer(Instance instance, Method method, String body);

    /** The rate that the answer's headers tell; null when they tell none. */
    abstract @Nullable RateLimit limit();

    /** Nanoseconds until a call has that answer. */
    abstract long latency(String instance, Answer answer);

    /** The delay that rules an instance now. */
    abstract Duration delay(String instance);

    /** Nanoseconds until a question about an instance has its answer. */
    abstract long asking(Instance instance);

    /** The settings of an instance; null when they cannot be read. */
    abstract @Nullable ReadSettings settings(String instance);

    abstract InstanceState state(String instance);

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
            long connecting = connecting();
            return Mono.create(sink -> host.in(connecting, () -> {
                if (refusesConnection(instance)) {
                    sink.success(new Answer.Again(0, "connection refused", 0, false));
                } else if (gate.getAsBoolean()) {
                    long checkedAt = time.now();
                    // Between the last look and the bytes there is a moment in which a process may be stopped.
                    host.in(writing(), () -> write(sink, instance, method, text, checkedAt, progress));
                } else {
                    sink.success(new Answer.Withheld());
                }
            }));
        }

        private void write(
                MonoSink<Answer> sink,
                Instance instance,
                Method method,
                String body,
                long checkedAt,
                Progress progress) {
            String id = instance.id();
            Answer answer = answer(instance, method, body);
            RateLimit limit = limit();
            long latency = latency(id, answer);
            calls.add(new ApiCall(
                    host,
                    id,
                    method,
                    body,
                    time.now(),
                    host.instant(),
                    host.lastThaw() >= checkedAt,
                    delay(id),
                    typing(method, body),
                    answer,
                    time.now() + latency));
            ApiCall call = calls.getLast();
            time.tell(Kind.CALLED, host.name() + " " + call);
            progress.written(host.nanos());
            if (method.promise() == Method.Promise.SAVE_SETTINGS
                    && DELAY.matcher(body).find()) {
                delaySet.accept(host, id);
            }
            host.in(latency, () -> {
                time.tell(Kind.ANSWERED, host.name() + " " + id + " " + method.name() + " " + answer);
                if (limit != null) {
                    progress.limited(limit);
                }
                sink.success(answer);
            });
        }

        @Override
        public Mono<ReadSettings> readSettings(Instance instance) {
            return Mono.create(sink -> host.in(asking(instance), () -> {
                try {
                    ReadSettings found = settings(instance.id());
                    if (found == null) {
                        sink.error(new IllegalStateException("no settings"));
                    } else {
                        sink.success(found);
                    }
                } catch (SettingsUnread unread) {
                    sink.error(unread);
                }
            }));
        }

        @Override
        public Mono<InstanceState> readState(Instance instance) {
            return Mono.create(sink -> host.in(asking(instance), () -> sink.success(state(instance.id()))));
        }
    }
}
