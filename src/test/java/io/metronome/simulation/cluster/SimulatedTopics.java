package io.metronome.simulation.cluster;

import io.metronome.simulation.cluster.PartitionLog;
import io.metronome.simulation.cluster.SimulatedBroker;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a storm, and what they refuse. */
final class SimulatedTopics {
    static final String COMMANDS = "commands";
    static final String LEDGER = "ledger";
    static final String RESULTS = "results";
    static final String DEAD_LETTERS = "dead-letters";
    /** A reply topic that producers name; it comes and goes. */
    static final String ANSWERS = "answers";

    static final Set<String> OWN = Set.of(COMMANDS, LEDGER, RESULTS, DEAD_LETTERS);
    /** A dead letter may have so many bytes. */
    static final int DEAD_LETTER_BYTES = 600;

    private final Set<String> gone = new HashSet<>();

    void remove(String topic) {
        gone.add(topic);
    }

    void create(String topic) {
        gone.remove(topic);
    }

    /** Only the commands and the ledger have more than one partition here. */
    PartitionLog log(SimulatedBroker broker, ProducerRecord<byte[], byte[]> record) {
        return broker.log(record.topic(), record.partition() == null ? 0 : record.partition());
    }

    void check(ProducerRecord<byte[], byte[]> record) {
        if (gone.contains(record.topic())) {
            throw new UnknownTopicOrPartitionException(record.topic());
        }
        boolean tooLarge = record.value() != null && record.value().length > DEAD_LETTER_BYTES;
        if (tooLarge && record.topic().equals(DEAD_LETTERS)) {
            throw new RecordTooLargeException("the dead letter is too large");
        }
    }
}
