package io.metronome.ledger;

import io.metronome.command.Reply;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Records of one checkpoint that were refused, perhaps through no fault of their own. A broker can refuse a whole batch
 * for one of its records, and for something that is over in a moment. Such a record is sent alone in the next tries. Only
 * a record that is refused alone, again and again, is taken out. Used on the ledger's thread.
 */
final class DoubtfulRecords {
    /* With the pause between two tries that is about a second. */
    private static final int TRIES = 5;

    private final Map<Object, Integer> refusedAlone = new LinkedHashMap<>();
    private final Set<String> proven = new LinkedHashSet<>();

    /** The next checkpoint begins. */
    void clear() {
        refusedAlone.clear();
        proven.clear();
    }

    boolean isEmpty() {
        return refusedAlone.isEmpty();
    }

    /** Whether the record must be sent in a batch of its own. */
    boolean contains(Object record) {
        return refusedAlone.containsKey(record);
    }

    /**
     * The record was refused. Returns true if that is its own fault; otherwise it is sent alone from now on.
     *
     * @param isEcho whether another record had the same failure before
     */
    boolean isProven(Object record, String topic, Exception failure, boolean isEcho) {
        if (!isEcho && isCertain(record, failure)) {
            return true;
        }
        if (isEcho) {
            refusedAlone.putIfAbsent(record, 0);
            return false;
        }
        int times = refusedAlone.merge(record, 0, (before, first) -> before + 1);
        String kind = topic + " " + failure.getClass().getName();
        // Once one record has shown that the broker means it, the others need not show it again.
        boolean isProven = times >= (proven.contains(kind) ? 1 : TRIES);
        if (isProven) {
            refusedAlone.remove(record);
            proven.add(kind);
        }
        return isProven;
    }

    /* The client has divided the batch, or has refused the record itself, or names the one record of the batch. */
    private static boolean isCertain(Object record, Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof SerializationException
                || failure instanceof IllegalArgumentException
                || (failure instanceof InvalidRecordException
                        && record instanceof Reply reply
                        && reply.key() == null
                        && String.valueOf(failure.getMessage()).contains("without key"));
    }
}
