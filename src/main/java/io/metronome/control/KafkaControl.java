package io.metronome.control;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Reads the control topic on a thread of its own, from its first record on, with a consumer that belongs to no group.
 * While Kafka does not answer, what was read before counts, and the reader asks again twice a second.
 */
public final class KafkaControl implements ControlTopic, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaControl.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long AGAIN_MILLIS = 500;
    private static final long LOOK_NANOS = SECONDS.toNanos(5);
    private static final long BETWEEN_LINES = MINUTES.toNanos(1);
    private static final long CLOSING_SECONDS = 5;

    private final TopicPartition control;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final ControlEnds ends;
    private final ControlFilter filter;
    private final ControlOutbox outbox;
    private final Scheduler clock;
    private final Scheduler.Worker thread;
    private final Queue<EndRequest> asked = new ConcurrentLinkedQueue<>();
    private final Queue<CommandsEndRequest> askedOfCommands = new ConcurrentLinkedQueue<>();
    private final List<EndRequest> waiting = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable ControlListener listener;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private List<ReadControl> unjudged = List.of();
    private long completeAt;
    private boolean complete;
    private long lookedAt;
    private @Nullable Long toldAt;
    private volatile boolean started;
    private volatile boolean closing;
    private volatile boolean good;
    private volatile @Nullable String trouble;
    private volatile long lastRound;

    /** Someone waits until everything is read that the topic has now. */
    private static final class EndRequest {
        private final MonoSink<Boolean> sink;
        private long end;

        private EndRequest(MonoSink<Boolean> sink) {
            this.sink = sink;
        }
    }

    /** Someone asks for the end of a partition of the commands topic. */
    private record CommandsEndRequest(int partition, MonoSink<Long> sink) {}

    /**
     * @param consumers makes a read_committed consumer without a group, without auto-commit and without a reset policy
     * @param ends knows how far topics reach
     * @param homes the ledger's partition count, which defines the home of each instance
     * @param outbox writes records
     * @param clock gives monotonic nanoseconds
     * @param thread the reader's own thread, which it blocks
     */
    public KafkaControl(
            String topic,
            Supplier<Consumer<byte[], byte[]>> consumers,
            ControlEnds ends,
            int homes,
            ControlOutbox outbox,
            Scheduler clock,
            Scheduler.Worker thread) {
        this.control = new TopicPartition(topic, 0);
        this.consumers = consumers;
        this.ends = ends;
        this.filter = new ControlFilter(ends, homes, outbox::add);
        this.outbox = outbox;
        this.clock = clock;
        this.thread = thread;
        this.lastRound = clock.now(NANOSECONDS);
    }

    /** Begins to read. The listener is told on the reader's thread. */
    public void start(ControlListener told) {
        started = true;
        thread.schedule(() -> {
            listener = told;
            round();
        });
    }

    @Override
    public Mono<Boolean> readToEnd() {
        return Mono.create(sink -> asked.add(new EndRequest(sink)));
    }

    @Override
    public Mono<Long> commandsEnd(int partition) {
        return Mono.create(sink -> askedOfCommands.add(new CommandsEndRequest(partition, sink)));
    }

    @Override
    public void write(ControlRecord wanted) {
        outbox.add(wanted);
    }

    /** Whether the topic could be read at the last try. Any thread. */
    public boolean isGood() {
        return good;
    }

    /** What keeps the topic from being read and what to do, for people; null while nothing does. Any thread. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** Records so far that say nothing that can be obeyed. Any thread. */
    public Number ignored() {
        return filter.ignored();
    }

    /** Monotonic nanoseconds of the last round. Any thread. */
    public long lastRoundNanos() {
        return lastRound;
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (started && !closed.await(CLOSING_SECONDS, SECONDS)) {
                LOG.warn("The reader of the control topic could not be closed within {} s", CLOSING_SECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        long pause = 0;
        try {
            if (closing) {
                end();
                return;
            }
            read(consumer == null ? open() : consumer);
            answer();
            outbox.flush();
        } catch (InterruptException stopped) {
            // The thread was stopped after the wait for its end was over, and a warning says so.
            LOG.debug("The reader of the control topic was stopped", stopped);
            return;
        } catch (InvalidOffsetException moved) {
            LOG.error("The control topic {} ends before what was read of it: it is read again", control.topic(), moved);
            rewind();
        } catch (KafkaException failure) {
            tell(failure);
            pause = AGAIN_MILLIS;
        }
        lastRound = clock.now(NANOSECONDS);
        thread.schedule(this::round, pause, MILLISECONDS);
    }

    private Consumer<byte[], byte[]> open() {
        Consumer<byte[], byte[]> opened = consumers.get();
        opened.assign(List.of(control));
        consumer = opened;
        rewind();
        return opened;
    }

    private void rewind() {
        complete = false;
        completeAt = -1;
        unjudged = List.of();
    }

    private void read(Consumer<byte[], byte[]> from) {
        if (completeAt < 0) {
            long end = ends.of(control);
            from.seek(control, ends.beginningOf(control));
            completeAt = end;
            told().begins();
        }
        if (unjudged.isEmpty()) {
            unjudged = filter.decoded(from.poll(POLL).records(control));
        }
        if (!unjudged.isEmpty()) {
            List<ReadControl> judged = filter.judged(unjudged);
            unjudged = List.of();
            told().read(judged);
        }
        if (!complete && from.position(control) >= completeAt) {
            complete = true;
            told().complete();
        }
        look();
    }

    /* A poll does not say whether anybody answers. */
    private void look() {
        long now = clock.now(NANOSECONDS);
        if (!good || now - lookedAt >= LOOK_NANOS) {
            ends.of(control);
            lookedAt = now;
            if (complete) {
                good = true;
                trouble = null;
                toldAt = null;
            }
        }
    }

    private void answer() {
        for (EndRequest request = asked.peek(); request != null; request = asked.peek()) {
            request.end = ends.of(control);
            waiting.add(request);
            asked.remove();
        }
        if (complete && consumer != null && !waiting.isEmpty()) {
            long position = consumer.position(control);
            waiting.stream().filter(one -> one.end <= position).toList().forEach(one -> {
                waiting.remove(one);
                one.sink.success(true);
            });
        }
        for (CommandsEndRequest of = askedOfCommands.peek(); of != null; of = askedOfCommands.peek()) {
            long end = ends.ofCommands(of.partition());
            askedOfCommands.remove();
            of.sink().success(end);
        }
    }

    private void end() {
        try {
            if (consumer != null) {
                consumer.close();
            }
            outbox.close();
        } finally {
            closed.countDown();
        }
    }

    private ControlListener told() {
        if (listener == null) {
            throw new IllegalStateException("nobody listens to the control topic");
        }
        return listener;
    }

    private void tell(KafkaException failure) {
        good = false;
        trouble = "the control topic " + control.topic() + " cannot be read (" + failure
                + "): see the runbook's section" + " MetronomeControlUnread";
        long now = clock.now(NANOSECONDS);
        if (toldAt == null || now - toldAt >= BETWEEN_LINES) {
            toldAt = now;
            // What passes by itself, such as a Kafka that is away, is no error.
            LOG.atLevel(failure instanceof RetriableException ? Level.WARN : Level.ERROR)
                    .setCause(failure)
                    .log(
                            "The control topic {} cannot be read; the worker tries again twice a second. Pauses, purges and"
                                    + " cancellations that were read before count on, and partitions that are assigned"
                                    + " meanwhile wait",
                            control.topic());
        }
    }
}
