package io.metronome.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.CommandCodec;
import io.metronome.command.CommandRecord;
import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.command.OnUnknown;
import io.metronome.command.Priority;
import io.metronome.command.RecordHeader;
import io.metronome.command.ReplyTopic;
import io.metronome.command.Secret;
import io.metronome.command.Source;
import io.metronome.control.ControlTopic;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.Progress;
import io.metronome.delivery.ReadSettings;
import io.metronome.delivery.RetryPolicy;
import io.metronome.dispatch.loop.Bounds;
import io.metronome.dispatch.loop.Clocks;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import io.metronome.intake.Intake;
import io.metronome.intake.IntakeListener;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.RestoreMemory;
import io.metronome.ledger.Restored;
import io.metronome.reply.Replies;
import io.metronome.spill.Spill;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.openjdk.jol.info.GraphLayout;
import reactor.core.publisher.Mono;

/** A whole pipeline on one partition, without Kafka and HTTP, so that what is on the heap beside is known. */
final class MeasuredPipeline implements Intake {
    private static final int PARTITION = 0;
    private static final long OWNERSHIP = 1;
    private static final String TOPIC = "metronome.commands";
    private static final int AT_A_TIME = 500;
    private static final long FIRST_ID = 1_101_000_001L;
    private static final int MOST_INSTANCES = 2_000;

    static {
        // Only so JOL reads the fields of records and lambdas. It needs no agent.
        System.setProperty("jol.magicFieldOffset", "true");
        System.setProperty("jol.skipDynamicAttach", "true");
        System.setProperty("jol.skipHotspotSAAttach", "true");
    }

    private final Clocks clocks = new Clocks();
    private final Time time = new Time(clocks.scheduler, clocks);
    private final PipelineStats stats = new PipelineStats();
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Pipeline pipeline;
    private List<PendingCommandRecord> ledger = List.of();
    private boolean isHeld;
    private int answerBytes = -1;
    private int headers;
    private long offset;
    private boolean begun;

    MeasuredPipeline(Spill spill) {
        Instances found = instances::get;
        CommandCodec.Rules rules =
                new CommandCodec.Rules(1 << 20, false, OnUnknown.RESEND, null, topic -> new ReplyTopic.NotAllowed());
        Ports ports = new Ports(
                new StubApi(),
                new StubLedger(),
                ControlTopic.EMPTY,
                found,
                new CommandCodec(found, rules),
                new Replies("results", "dead-letters"),
                new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                new DispatchListener() {},
                () -> 0,
                spill);
        DispatchSettings settings = new DispatchSettings(
                1,
                2,
                1L << 40,
                1L << 40,
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(3),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                false,
                Bounds.USUAL);
        pipeline = new Pipeline(settings, ports, stats, clocks.scheduler.createWorker(), time, failures::add);
        for (int i = 0; i < MOST_INSTANCES; i++) {
            String id = String.valueOf(FIRST_ID + i);
            instances.put(id, new Instance(id, "http://localhost", new Secret("token"), Messenger.WHATSAPP, null));
        }
        pipeline.start(this);
        advance(Duration.ofMillis(200));
    }

    /** The bytes of every object that the pipeline leads to: the same in each run, as the use of the heap is not. */
    long heap() {
        return GraphLayout.parseInstance(pipeline).totalSize();
    }

    /** Takes the partition over, with what is in its ledger. */
    void live() {
        pipeline.arrivals().assigned(Map.of(PARTITION, OWNERSHIP));
        advance(Duration.ofSeconds(1));
        if (!begun) {
            throw new IllegalStateException("the partition was not opened: " + failures);
        }
    }

    /** The former owner had read those commands. */
    void restored(int commands, int over, String fields, int bodyBytes) {
        ledger = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            ledger.add(new PendingCommandRecord(
                    commandRecord(i, over, fields, bodyBytes), time.millis(), 0, 0, 0, false, false));
        }
        live();
        advance(Duration.ofSeconds(30));
        ledger = List.of();
    }

    void lose() {
        pipeline.arrivals().lost(Map.of(PARTITION, OWNERSHIP));
        advance(Duration.ZERO);
    }

    /** No checkpoint is decided from now on. One is under way, so that none takes what is read next. */
    void holdCheckpoints() {
        isHeld = true;
        advance(Duration.ofMillis(1_100));
    }

    /** Every call is answered from now on, with that many bytes. */
    void answer(int bytes) {
        answerBytes = bytes;
        advance(Duration.ofSeconds(5));
    }

    void headers(int count) {
        headers = count;
    }

    /** Reads that many commands of that many instances. */
    void read(int commands, int over, String fields, int bodyBytes) {
        for (int from = 0; from < commands; from += AT_A_TIME) {
            poll(from, Math.min(commands, from + AT_A_TIME), over, fields, bodyBytes);
        }
    }

    /** A poll brings that many commands, the first of which has that offset. */
    void deliver(long from, int commands) {
        offset = from;
        poll(0, commands, commands, "", 0);
    }

    private void poll(int from, int end, int over, String fields, int bodyBytes) {
        long start = offset;
        List<CommandRecord> records = new ArrayList<>();
        for (int i = from; i < end; i++) {
            records.add(commandRecord(i, over, fields, bodyBytes));
        }
        pipeline.arrivals().polled(List.of(new IntakeListener.Batch(PARTITION, OWNERSHIP, start, records, offset)));
        advance(Duration.ZERO);
    }

    void advance(Duration by) {
        for (long left = by.toMillis(); left > 0; left -= 50) {
            clocks.advance(Duration.ofMillis(Math.min(left, 50)));
        }
        clocks.advance(Duration.ZERO);
        if (!failures.isEmpty()) {
            throw new AssertionError("the pipeline failed", failures.getFirst());
        }
    }

    String at(Duration fromNow) {
        return Instant.ofEpochMilli(time.millis()).plus(fromNow).toString();
    }

    /** The bytes that count now. A poll that brings nothing counts them anew. */
    long counted() {
        pipeline.arrivals().polled(List.of());
        advance(Duration.ZERO);
        return stats.pendingBytes();
    }

    long pending() {
        long all = 0;
        for (Priority priority : Priority.values()) {
            all += stats.pending(priority);
        }
        return all;
    }

    private CommandRecord commandRecord(int number, int over, String fields, int bodyBytes) {
        String id = String.valueOf(FIRST_ID + number % over);
        // Blanks may stand between any two parts of JSON.
        String value = "{%s\"idInstance\":\"%s\",\"method\":\"sendTextStatus\",\"body\":{\"message\":\"Hello\"%s}}"
                .formatted(fields.formatted(number), id, " ".repeat(bodyBytes));
        List<RecordHeader> all = headers == 0 ? List.of() : new ArrayList<>(headers);
        for (int i = 0; i < headers; i++) {
            all.add(RecordHeader.of(
                    new String("traceparent-" + i), "00-4bf92f3577b34da6a3ce929d0e0e4736-" + number + i));
        }
        long next = offset++;
        return new CommandRecord(
                TOPIC,
                PARTITION,
                next,
                time.millis(),
                id.getBytes(UTF_8),
                value.getBytes(UTF_8),
                all,
                new Source(TOPIC, PARTITION, next, time.millis()));
    }

    @Override
    public void begin(int partition, long ownership, long position) {
        begun = true;
    }

    @Override
    public void pause(int partition, long ownership, boolean paused) {}

    private final class StubLedger implements Ledger {
        @Override
        public Mono<CommittedCheckpoint> save(Checkpoint checkpoint) {
            if (isHeld) {
                return Mono.never();
            }
            Map<Integer, Long> headerTimes = new LinkedHashMap<>();
            Set<Integer> written = new LinkedHashSet<>();
            for (PartitionCheckpoint section : checkpoint.sections()) {
                headerTimes.put(section.partition(), time.millis());
                written.add(section.partition());
            }
            // An old one renews no lease: then nothing is called.
            long begunAt = time.nanos() - (answerBytes < 0 ? SECONDS.toNanos(60) : 0);
            return Mono.just(new CommittedCheckpoint(begunAt, 1, headerTimes, written));
        }

        @Override
        public Mono<Restored> restore(int partition, long ownership, RestoreMemory memory) {
            return Mono.just(
                    new Restored(offset, List.copyOf(ledger), List.of(), List.of(), new Restored.OwnershipEnd.Never()));
        }
    }

    private final class StubApi implements Api {
        @Override
        public Mono<Answer> call(
                Instance instance, Method method, ByteBuffer body, BooleanSupplier gate, Progress progress) {
            if (answerBytes < 0 || !gate.getAsBoolean()) {
                return Mono.just(new Answer.Withheld());
            }
            progress.written(time.nanos());
            byte[] response = "{\"idMessage\":\"3EB0C767D097B7C7C030\"}".getBytes(UTF_8);
            return Mono.just(
                    new Answer.Accepted("3EB0C767D097B7C7C030" + instance.id(), Arrays.copyOf(response, answerBytes)));
        }

        @Override
        public Mono<ReadSettings> readSettings(Instance instance) {
            return Mono.never();
        }

        @Override
        public Mono<InstanceState> readState(Instance instance) {
            return Mono.never();
        }
    }
}
