package io.metronome.simulation.faults;

import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedProducer;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.time.SimulatedThread;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A producer whose ledger records are visible before their checkpoint is committed. */
public final class UntransactedProducer extends SimulatedProducer {
    UntransactedProducer(SimulatedBroker broker, SimulatedThread thread, String id) {
        super(broker, thread, id);
    }

    @Override
    public long append(int epoch, ProducerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(SimulatedTopics.LEDGER)) {
            return super.append(epoch, record);
        }
        return broker().topics()
                .log(broker(), record)
                .append(record.key(), record.value(), record.headers(), broker().millis(), null);
    }
}
