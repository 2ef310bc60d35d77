package io.metronome.simulation.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.control.ControlCodec;
import io.metronome.control.ControlKey;
import io.metronome.control.ControlRecord;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedTopics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The people who pause instances, and purge and cancel their commands: they write to the control topic. */
public final class Operators {
    private final SimulatedBroker broker;

    public Operators(SimulatedBroker broker) {
        this.broker = broker;
    }

    /** No calls of that instance until they resume it. */
    public void pause(String instance) {
        pause(instance, Long.MAX_VALUE);
    }

    /** No calls of that instance until then, milliseconds since the epoch. */
    public void pause(String instance, long untilMillis) {
        write(new ControlRecord.Pause(instance, untilMillis, "a test", "an operator", "now"));
    }

    public void resume(String instance) {
        write(ControlRecord.Tombstone.of(ControlKey.pause(instance)));
    }

    /** The commands of that instance below that offset end. */
    public void purge(String instance, long below) {
        write(new ControlRecord.Purge(instance, below, "an operator", "now"));
    }

    public void cancel(String instance, String commandId) {
        write(new ControlRecord.Cancel(instance, commandId, "an operator", "now"));
    }

    /** Any record; where Kafka is away it is written when it is back. */
    public void write(ControlRecord wanted) {
        ProducerRecord<byte[], byte[]> record = ControlCodec.record(SimulatedTopics.CONTROL, wanted);
        broker.whenUp(() -> broker.log(SimulatedTopics.CONTROL, 0)
                .append(record.key(), record.value(), record.headers(), broker.millis(), null));
    }

    /** Writes a record that is no order. */
    public void write(String key, @Nullable String value) {
        broker.whenUp(() -> broker.log(SimulatedTopics.CONTROL, 0)
                .append(
                        key.getBytes(UTF_8),
                        value == null ? null : value.getBytes(UTF_8),
                        new RecordHeaders(),
                        broker.millis(),
                        null));
    }
}
