package io.metronome.simulation.cluster;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a storm, and what they refuse. */
public final class SimulatedTopics {
    public static final String COMMANDS = "commands";
    public static final String LEDGER = "ledger";
    public static final String RESULTS = "results";
    public static final String DEAD_LETTERS = "dead-letters";
    /** The topic of orders that operators give for instances. */
    public static final String CONTROL = "control";

    /** A reply topic that producers name; it comes and goes. */
    public static final String ANSWERS = "answers";

    /** The worker's own. */
    public static final Set<String> OWN =
            new LinkedHashSet<>(List.of(COMMANDS, LEDGER, RESULTS, DEAD_LETTERS, CONTROL));

    /** The topics that replies go to. */
    public static final List<String> REPLIES = List.of(RESULTS, DEAD_LETTERS, ANSWERS);

    /** A dead letter may have so many bytes. */
    static final int DEAD_LETTER_BYTES = 600;

    private final Set<String> gone = new LinkedHashSet<>();
    private int blockBytes = Integer.MAX_VALUE;

    /** From now on a block of the ledger may have so many bytes; a command alone may have more. */
    public void blockBytes(int most) {
        blockBytes = most;
    }

    public void remove(String topic) {
        gone.add(topic);
    }

    public void create(String topic) {
        gone.remove(topic);
    }

    /** Only the commands and the ledger have more than one partition here. */
    public PartitionLog log(SimulatedBroker broker, ProducerRecord<byte[], byte[]> record) {
        return broker.log(record.topic(), record.partition() == null ? 0 : record.partition());
    }

    public void check(ProducerRecord<byte[], byte[]> record) {
        if (gone.contains(record.topic())) {
            throw new UnknownTopicOrPartitionException(record.topic());
        }
        boolean tooLarge = record.value() != null && record.value().length > DEAD_LETTER_BYTES;
        if (tooLarge && record.topic().equals(DEAD_LETTERS)) {
            throw new RecordTooLargeException("the dead letter is too large");
        }
        boolean isLarge = record.value() != null && record.value().length > blockBytes;
        if (isLarge && record.topic().equals(LEDGER) && record.key()[0] == 'b') {
            throw new RecordTooLargeException("the block is too large");
        }
    }
}
