package io.metronome.simulation.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.command.Instance;
import io.metronome.command.Method;
import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.RateLimit;
import io.metronome.delivery.ReadSettings;
import io.metronome.simulation.time.SimulatedTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API as a scenario wants it. Connections are there and bytes are written at once, so that the gaps between calls
 * are exactly those that a worker makes; every answer takes 60 ms.
 */
public final class ScriptedApi extends SimulatedApi {
    private static final Duration LATENCY = Duration.ofMillis(60);

    private final Map<String, Duration> delays = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, InstanceState> states = new LinkedHashMap<>();
    private final Map<String, Answer> always = new LinkedHashMap<>();
    private final Map<String, Duration> latencies = new LinkedHashMap<>();
    private final Deque<Answer> next = new ArrayDeque<>();
    private final Map<String, List<Long>> times = new LinkedHashMap<>();
    private final Map<String, Integer> stateReads = new LinkedHashMap<>();
    private Duration asking = LATENCY;
    private int settingsReads;
    private int garbled;
    private long connecting;

    public ScriptedApi(SimulatedTime time) {
        super(time);
    }

    /** Sets the delay that getSettings shows for an instance; the settings of one without a delay cannot be read. */
    public void delay(String instance, Duration shown) {
        delays.put(instance, shown);
    }

    /** The settings of an instance cannot be read any more. */
    public void hideSettings(String instance) {
        delays.remove(instance);
    }

    /** The next answers to getSettings cannot be read. */
    public void garbleSettings(int answers) {
        garbled = answers;
    }

    /** Questions about an instance take so long. */
    public void asking(Duration latency) {
        asking = latency;
    }

    /** Sets further fields that getSettings shows, as {@code "name":value}. */
    public void settings(String instance, String shown) {
        settings.put(instance, shown);
    }

    /** Sets the state of an instance; one that was given none is authorized. */
    public void state(String instance, InstanceState state) {
        states.put(instance, state);
    }

    /** Sets a state of an instance that is a hold for that reason. */
    public void hold(String instance, HoldReason reason) {
        state(instance, new InstanceState.Held(reason, "its state is " + reason.label(), 0));
    }

    public void authorizeAll() {
        states.clear();
    }

    /** The next calls of any instance are answered like that, in turn; those after them are accepted. */
    public void answerNext(Answer... answers) {
        next.addAll(List.of(answers));
    }

    /** Every call of an instance is answered like that, until all are accepted again. */
    public void answerAlways(String instance, Answer answer) {
        always.put(instance, answer);
    }

    public void acceptAll() {
        always.clear();
    }

    /** The connection of a call is there only after that time. */
    public void connectAfter(Duration delay) {
        connecting = delay.toNanos();
    }

    /** The calls of an instance take so long. */
    public void latency(String instance, Duration latency) {
        latencies.put(instance, latency);
    }

    /** A connection is there after that time, from the next call on. */
    public void connecting(Duration time) {
        connecting = time.toNanos();
    }

    /** The milliseconds at which the calls of an instance arrived. */
    public List<Long> times(String instance) {
        return List.copyOf(times.getOrDefault(instance, List.of()));
    }

    /** The bodies of all calls, in the order of their arrival. */
    public List<String> bodies() {
        return calls().stream().map(ApiCall::body).toList();
    }

    /** The methods of all calls, in the order of their arrival. */
    public List<String> methods() {
        return calls().stream().map(call -> call.method().name()).toList();
    }

    /** How often the state of an instance was read. */
    public int stateReads(String instance) {
        return stateReads.getOrDefault(instance, 0);
    }

    /** How often a state was read. */
    public long stateReads() {
        return stateReads.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** How often settings were read, or were meant to be. */
    public int settingsReads() {
        return settingsReads;
    }

    @Override
    long connecting() {
        return connecting;
    }

    @Override
    boolean refusesConnection(Instance instance) {
        return false;
    }

    @Override
    long writing() {
        return 0;
    }

    @Override
    @Nullable
    RateLimit limit() {
        return null;
    }

    @Override
    Answer answer(Instance instance, Method method, String body) {
        times.computeIfAbsent(instance.id(), id -> new ArrayList<>()).add(NANOSECONDS.toMillis(time.now()));
        Answer ruled = always.get(instance.id());
        if (ruled != null) {
            return ruled;
        }
        return next.isEmpty() ? new Answer.Accepted("id" + calls().size(), null) : next.removeFirst();
    }

    @Override
    long latency(String instance, Answer answer) {
        return latencies.getOrDefault(instance, LATENCY).toNanos();
    }

    @Override
    Duration delay(String instance) {
        return delays.getOrDefault(instance, Duration.ZERO);
    }

    @Override
    long asking(Instance instance) {
        return asking.toNanos();
    }

    @Override
    @Nullable
    ReadSettings settings(String instance) {
        settingsReads++;
        Duration delay = delays.get(instance);
        if (garbled > 0) {
            garbled--;
            return ReadSettings.of("<html>".getBytes(UTF_8));
        }
        if (delay == null) {
            return null;
        }
        String more = settings.getOrDefault(instance, "");
        String json =
                "{\"delaySendMessagesMilliseconds\":" + delay.toMillis() + (more.isEmpty() ? "}" : "," + more + "}");
        return ReadSettings.of(json.getBytes(UTF_8));
    }

    @Override
    InstanceState state(String instance) {
        stateReads.merge(instance, 1, Integer::sum);
        return states.getOrDefault(instance, new InstanceState.Authorized());
    }
}
