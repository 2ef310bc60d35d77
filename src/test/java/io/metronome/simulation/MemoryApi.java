package io.metronome.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.command.Secret;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.Progress;
import io.metronome.delivery.ReadSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** An API that takes its time, remembers every call, and answers as it is told to. */
final class MemoryApi implements Api {
    /** One call as it arrived. */
    record Arrived(String instance, String method, String body, long millis) {}

    private final Scheduler clock;
    private final Duration latency;
    private final Deque<Answer> answers = new ArrayDeque<>();
    final List<Arrived> calls = new ArrayList<>();
    final Map<String, Integer> delays = new LinkedHashMap<>();
    /** Who is not here is authorized. */
    final Map<String, InstanceState> states = new LinkedHashMap<>();

    final Map<String, Integer> stateQuestions = new LinkedHashMap<>();
    /** What getSettings shows besides, as {@code "name":value}; by instance. */
    final Map<String, String> settings = new LinkedHashMap<>();
    /** How every call of an instance is answered, until it is taken out again. */
    final Map<String, Answer> always = new LinkedHashMap<>();
    /** How long the calls of an instance take where it is not as long as all. */
    final Map<String, Duration> latencies = new LinkedHashMap<>();
    /** Where instances live that do not live where all do. */
    final Map<String, String> hosts = new LinkedHashMap<>();

    int asked;

    MemoryApi(Scheduler clock, Duration latency) {
        this.clock = clock;
        this.latency = latency;
    }

    /** The instance as the file names it. */
    Instance instance(String id, @Nullable Duration delay) {
        String url = hosts.getOrDefault(id, "http://localhost");
        return new Instance(id, url, new Secret("token"), Messenger.WHATSAPP, delay);
    }

    /** The next calls are answered like that, then all are accepted. */
    void answer(Answer... next) {
        answers.addAll(List.of(next));
    }

    /** The milliseconds at which the calls of an instance arrived. */
    List<Long> times(String instance) {
        return calls.stream()
                .filter(call -> call.instance().equals(instance))
                .map(Arrived::millis)
                .toList();
    }

    List<String> bodies() {
        return calls.stream().map(Arrived::body).toList();
    }

    @Override
    public Mono<Answer> call(
            Instance instance, Method method, ByteBuffer body, BooleanSupplier gate, Progress progress) {
        return Mono.defer(() -> {
            if (!gate.getAsBoolean()) {
                return Mono.just(new Answer.Withheld());
            }
            long now = clock.now(NANOSECONDS);
            progress.written(now);
            String text = UTF_8.decode(body).toString();
            calls.add(new Arrived(instance.id(), method.name(), text, NANOSECONDS.toMillis(now)));
            Duration takes = latencies.getOrDefault(instance.id(), latency);
            return Mono.delay(takes, clock).thenReturn(next(instance.id()));
        });
    }

    private Answer next(String instance) {
        Answer always = this.always.get(instance);
        if (always != null) {
            return always;
        }
        return answers.isEmpty() ? new Answer.Accepted("id" + calls.size(), null) : answers.removeFirst();
    }

    @Override
    public Mono<ReadSettings> readSettings(Instance instance) {
        asked++;
        Integer delay = delays.get(instance.id());
        return Mono.delay(latency, clock)
                .flatMap(tick -> delay == null
                        ? Mono.error(new IllegalStateException("no settings"))
                        : Mono.just(settings(delay, settings.getOrDefault(instance.id(), ""))));
    }

    @Override
    public Mono<InstanceState> readState(Instance instance) {
        InstanceState state = states.getOrDefault(instance.id(), new InstanceState.Authorized());
        stateQuestions.merge(instance.id(), 1, Integer::sum);
        return Mono.delay(latency, clock).thenReturn(state);
    }

    private static ReadSettings settings(int delayMillis, String more) {
        String delay = "{\"delaySendMessagesMilliseconds\":" + delayMillis;
        return ReadSettings.of((delay + (more.isEmpty() ? "}" : "," + more + "}")).getBytes(UTF_8));
    }
}
