package io.metronome.simulation.cluster;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.time.SimulatedThread;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The consumer of the control topic. A poll that finds nothing ends when something is appended, when there is something
 * to do for its thread, or after a second. In a storm the first record may come seconds after the start.
 */
public final class ControlConsumer {
    private static final int MOST = 20;
    private static final int SLOWEST_START_MILLIS = 4_000;

    private final SimulatedBroker broker;
    private final SimulatedThread thread;
    private final QuietRequests requests;
    private final IdleWait idle;
    private long position;
    private boolean started;

    public ControlConsumer(SimulatedBroker broker, SimulatedThread thread) {
        this.broker = broker;
        this.thread = thread;
        this.requests = new QuietRequests(broker, thread);
        this.idle = new IdleWait(thread);
    }

    public Consumer<byte[], byte[]> client() {
        @SuppressWarnings("unchecked")
        Consumer<byte[], byte[]> consumer = ClientProxy.of(Consumer.class, this);
        return consumer;
    }

    /** There is something to do for the thread that polls. */
    public void wake() {
        idle.wake();
    }

    void assign(Collection<TopicPartition> partitions) {
        idle.watch(broker.log(SimulatedTopics.CONTROL, 0));
    }

    void seek(TopicPartition partition, long offset) {
        position = offset;
    }

    long position(TopicPartition partition) {
        return position;
    }

    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!started && !broker.network().isCalm()) {
            thread.sleep(MILLISECONDS.toNanos(thread.host().time().sideRandom().nextInt(SLOWEST_START_MILLIS)));
        }
        started = true;
        PartitionLog.Fetched fetched;
        try {
            fetched = requests.ask(() -> broker.log(SimulatedTopics.CONTROL, 0).fetch(position, MOST));
        } catch (TimeoutException nothingYet) {
            return ConsumerRecords.empty();
        }
        if (fetched.next() == position) {
            idle.sleep(SECONDS.toNanos(1));
            // What happens between two polls is a reason not to sleep in the next.
            idle.begin();
            return ConsumerRecords.empty();
        }
        position = fetched.next();
        TopicPartition control = new TopicPartition(SimulatedTopics.CONTROL, 0);
        return new ConsumerRecords<>(
                Map.of(control, fetched.records()), Map.of(control, new OffsetAndMetadata(position)));
    }

    void close() {
        started = false;
    }
}
