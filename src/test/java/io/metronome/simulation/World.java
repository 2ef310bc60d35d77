package io.metronome.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.CommandCodec;
import io.metronome.command.CommandRecord;
import io.metronome.command.Instance;
import io.metronome.command.OnUnknown;
import io.metronome.command.RecordHeader;
import io.metronome.command.Source;
import io.metronome.delivery.RetryPolicy;
import io.metronome.dispatch.DispatchListener;
import io.metronome.dispatch.DispatchSettings;
import io.metronome.dispatch.Pipeline;
import io.metronome.dispatch.PipelineStats;
import io.metronome.dispatch.Ports;
import io.metronome.dispatch.Time;
import io.metronome.intake.Intake;
import io.metronome.intake.IntakeListener;
import io.metronome.reply.Replies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** One partition, its commands, its ledger, the API, and the worker of the day. */
final class World implements Intake {
    static final Duration LEASE = Duration.ofSeconds(3);
    private static final String TOPIC = "commands";
    int maxInFlight = 64;
    final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    final MemoryApi api = new MemoryApi(clock, Duration.ofMillis(60));
    final MemoryLedger ledger = new MemoryLedger(clock, Duration.ofMillis(10), LEASE);
    private final List<CommandRecord> topic = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private IntakeListener listener;
    private PipelineStats tally;
    private Scheduler.Worker thread;
    private long ownership;
    private long position;
    private boolean reading;
    private boolean held;
    private Duration pollLag = Duration.ZERO;
    private long maxPendingBytes = 64 << 20;
    private @Nullable Duration configuredDelay;

    World() {
        // The epoch of virtual time is not that of the calendar, and neither may be taken for the other.
        clock.advanceTimeBy(Duration.ofHours(1));
        thread = clock.createWorker();
        tally = new PipelineStats();
        listener = worker().arrivals();
        start();
    }

    /** Puts a command on the topic. */
    World produce(String json, RecordHeader... headers) {
        long offset = topic.size();
        byte[] value = json.getBytes(UTF_8);
        Source source = new Source(TOPIC, 0, offset, millis());
        topic.add(new CommandRecord(TOPIC, 0, offset, millis(), null, value, List.of(headers), source));
        poll();
        return this;
    }

    /** A text status of an instance, with more fields of the envelope as {@code "name":value}. */
    World status(String instance, String message, String... more) {
        String fields = more.length == 0 ? "" : "," + String.join(",", more);
        return produce("{\"idInstance\":\"" + instance + "\",\"method\":\"sendTextStatus\",\"body\":{\"message\":\""
                + message + "\"}" + fields + "}");
    }

    /** The poll thread takes so long to come to what it is asked. */
    void pollLag(Duration lag) {
        pollLag = lag;
    }

    /** From the next worker on pending commands may cost no more. */
    void maxPendingBytes(long bytes) {
        maxPendingBytes = bytes;
    }

    /** The instances file names the delay of all. */
    void configuredDelay(Duration delay) {
        configuredDelay = delay;
    }

    boolean isHeld() {
        return held;
    }

    /** Lets time go by. */
    World run(Duration duration) {
        clock.advanceTimeBy(duration);
        if (!failures.isEmpty()) {
            throw new AssertionError("the pipeline failed", failures.getFirst());
        }
        return this;
    }

    /** The worker is gone between two instants; another takes over after that time. */
    World kill(Duration unserved) {
        ledger.kill();
        thread.dispose();
        reading = false;
        clock.advanceTimeBy(unserved);
        next();
        return this;
    }

    /** The worker hands over, and another takes over. */
    World restart() {
        CompletionStage<?> handedOver = listener.revoked(Map.of(0, ownership));
        reading = false;
        for (int i = 0; i < 20_000 && !handedOver.toCompletableFuture().isDone(); i++) {
            run(Duration.ofMillis(1));
        }
        if (!handedOver.toCompletableFuture().isDone()) {
            throw new AssertionError("not handed over within 20 s");
        }
        thread.dispose();
        next();
        return this;
    }

    /** Replies by their topic. */
    List<String> replies(String name) {
        return ledger.replies(name);
    }

    /** Why commands died, in the order of their dead letters. */
    List<String> reasons() {
        return ledger.reasons("dead");
    }

    PipelineStats tally() {
        return tally;
    }

    /** The calendar's milliseconds: a thousand days ahead of the virtual clock. */
    long millis() {
        return clock.now(MILLISECONDS) + Duration.ofDays(1_000).toMillis();
    }

    /** A moment so far from now, as a command names it. */
    String at(Duration fromNow) {
        return "\"" + Instant.ofEpochMilli(millis()).plus(fromNow) + "\"";
    }

    @Override
    public void begin(int partition, long number, long from) {
        asked(number, () -> {
            position = from;
            reading = true;
            held = false;
        });
    }

    @Override
    public void hold(int partition, long number, boolean hold) {
        asked(number, () -> held = hold);
    }

    private void asked(long number, Runnable task) {
        Runnable ifStillOurs = () -> {
            if (number == ownership) {
                task.run();
                poll();
            }
        };
        if (pollLag.isZero()) {
            ifStillOurs.run();
        } else {
            clock.schedule(ifStillOurs, pollLag.toMillis(), MILLISECONDS);
        }
    }

    private void next() {
        thread = clock.createWorker();
        tally = new PipelineStats();
        listener = worker().arrivals();
        start();
    }

    private Pipeline worker() {
        Pipeline pipeline = new Pipeline(
                new DispatchSettings(
                        1,
                        maxInFlight,
                        maxPendingBytes,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(100),
                        LEASE,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(10),
                        false),
                ports(),
                tally,
                thread,
                new Time(clock, () -> Instant.ofEpochMilli(millis())),
                failures::add);
        pipeline.start(this);
        return pipeline;
    }

    private Ports ports() {
        CommandCodec.Rules rules = new CommandCodec.Rules(
                1 << 20,
                false,
                OnUnknown.RESEND,
                null,
                topic -> topic.equals("answers") ? 3 : CommandCodec.NOT_ALLOWED);
        return new Ports(
                api,
                ledger,
                this::instance,
                new CommandCodec(this::instance, rules),
                new Replies("results", "dead"),
                new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                new DispatchListener() {},
                () -> 0.5);
    }

    private Instance instance(String id) {
        return api.instance(id, configuredDelay);
    }

    private void start() {
        ownership++;
        listener.assigned(Map.of(0, ownership));
    }

    private void poll() {
        if (reading && !held && position < topic.size()) {
            long from = position;
            List<CommandRecord> commandRecords = List.copyOf(topic.subList((int) from, topic.size()));
            position = topic.size();
            listener.polled(List.of(new IntakeListener.Batch(0, ownership, from, commandRecords, position)));
        }
    }
}
