package io.metronome.simulation.cluster;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.time.SimulatedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The transactional producer: what it sends is on its way while the worker goes on, an error waits for the next word, a
 * fence is final, a commit that nobody answered can only be repeated, and a transaction with nothing in it asks nobody.
 */
public class SimulatedProducer {
    private static final long MAX_BLOCK = SECONDS.toNanos(6);
    private static final long RETRY = MILLISECONDS.toNanos(20);

    private enum State {
        IDLE,
        OPEN,
        FAILED,
        IN_DOUBT,
        FENCED
    }

    private final SimulatedBroker broker;
    private final SimulatedThread thread;
    private final String id;
    private final List<RecordInFlight> underWay = new ArrayList<>();
    private State state = State.IDLE;
    private int epoch = -1;
    private boolean contacted;
    private long arrival;
    private boolean closed;
    private @Nullable RuntimeException failure;

    public SimulatedProducer(SimulatedBroker broker, SimulatedThread thread, String id) {
        this.broker = broker;
        this.thread = thread;
        this.id = id;
    }

    /** The transaction, as the ledger knows it. */
    public Producer<byte[], byte[]> client() {
        @SuppressWarnings("unchecked")
        Producer<byte[], byte[]> producer = ClientProxy.of(Producer.class, this);
        return producer;
    }

    public SimulatedBroker broker() {
        return broker;
    }

    public void initTransactions() {
        epoch = broker.ask(
                thread, () -> broker.transactions().begin(id, thread.host().name()));
    }

    public void beginTransaction() {
        check(State.IDLE);
        state = State.OPEN;
        contacted = false;
        underWay.clear();
    }

    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata member) {
        check(State.OPEN);
        contacted = true;
        try {
            patiently(() -> broker.transactions().offsets(id, epoch, member, offsets));
        } catch (CommitFailedException | TimeoutException abortable) {
            fail(abortable);
            throw abortable;
        }
    }

    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, null);
    }

    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback told) {
        check(State.OPEN);
        contacted = true;
        RecordInFlight sent = new RecordInFlight(record, told);
        underWay.add(sent);
        int with = epoch;
        arrival = broker.deliver(
                arrival, () -> sent.arrive(broker, () -> append(with, record), thread.host(), this::fail));
        return sent.future;
    }

    public long append(int with, ProducerRecord<byte[], byte[]> record) {
        PartitionLog log = broker.topics().log(broker, record);
        broker.topics().check(record);
        return broker.transactions().append(id, with, log, record.key(), record.value(), record.headers());
    }

    public void commitTransaction() {
        if (state == State.IN_DOUBT) {
            end(true);
            return;
        }
        flush();
        check(State.OPEN);
        if (contacted) {
            end(true);
        }
        state = State.IDLE;
    }

    public void abortTransaction() {
        if (state == State.IN_DOUBT) {
            throw new IllegalStateException("a commit that is in doubt can only be repeated");
        }
        if (state == State.FENCED) {
            throw new ProducerFencedException("fenced");
        }
        flush();
        if (contacted) {
            end(false);
        }
        state = State.IDLE;
    }

    public void close(Duration patience) {
        closed = true;
    }

    private void end(boolean commit) {
        try {
            patiently(() -> broker.transactions().end(id, epoch, commit));
            state = State.IDLE;
        } catch (TimeoutException silence) {
            state = commit ? State.IN_DOUBT : state;
            throw silence;
        }
    }

    /* The sender's network thread goes on while the worker waits for it. */
    public final void flush() {
        CompletableFuture<?>[] all = underWay.stream().map(one -> one.future).toArray(CompletableFuture<?>[]::new);
        thread.<Boolean>await(waiting -> {
            var unused = CompletableFuture.allOf(all).whenComplete((done, refused) -> waiting.end(() -> true));
            thread.host().in(MAX_BLOCK, () -> waiting.end(() -> false));
        });
        underWay.forEach(one -> one.expire(this::fail));
    }

    /** Waits until every partition has the marker of the last transaction. */
    public final void awaitMarkers() {
        patiently(() -> broker.transactions().checkOver(id));
    }

    private void patiently(Runnable atBroker) {
        long deadline = thread.host().nanos() + MAX_BLOCK;
        while (true) {
            try {
                broker.ask(thread, () -> {
                    atBroker.run();
                    return true;
                });
                return;
            } catch (ConcurrentTransactionsException notYet) {
                if (thread.host().nanos() > deadline) {
                    throw new TimeoutException(notYet);
                }
                thread.sleep(RETRY);
            } catch (ProducerFencedException fenced) {
                state = State.FENCED;
                failure = fenced;
                throw fenced;
            }
        }
    }

    private void fail(RuntimeException because) {
        if (state == State.OPEN) {
            state = State.FAILED;
            failure = because;
        }
    }

    private void check(State wanted) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (state != wanted) {
            throw failure instanceof ProducerFencedException fenced && state == State.FENCED
                    ? fenced
                    : new KafkaException("the transaction is " + state, failure);
        }
    }
}
