package io.metronome.simulation.cluster;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A transaction as the coordinator knows it: decided first, and told to its partitions afterwards. */
public final class SimulatedTransaction {
    enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private final String host;
    private final long begunAt;
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
    private final Set<PartitionLog> unmarked = new LinkedHashSet<>();
    private long provedAt;
    private State state = State.OPEN;
    private boolean offsetsMarked;

    /** @param host whose it is */
    SimulatedTransaction(String host, long begunAt) {
        this.host = host;
        this.begunAt = begunAt;
    }

    public String host() {
        return host;
    }

    long begunAt() {
        return begunAt;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isCommitted() {
        return state == State.COMMITTED;
    }

    void decide(boolean commit) {
        state = commit ? State.COMMITTED : State.ABORTED;
    }

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return offsets;
    }

    /** The group found its writer to be a member at that moment. */
    void proved(long at) {
        provedAt = at;
    }

    public long provedAt() {
        return provedAt;
    }

    /** Partitions that have records of it and no marker yet. */
    Set<PartitionLog> unmarked() {
        return unmarked;
    }

    /** Whether its offsets are visible, or gone. */
    boolean offsetsMarked() {
        return offsetsMarked;
    }

    void markOffsets() {
        offsetsMarked = true;
    }

    /** Whether every partition has the marker of the decision. */
    boolean isOver() {
        return !isOpen() && unmarked.isEmpty() && (offsets.isEmpty() || offsetsMarked);
    }

    @Override
    public String toString() {
        StringBuilder told = new StringBuilder(host + " " + state);
        offsets.forEach((partition, offset) ->
                told.append(" ").append(partition).append("@").append(offset.offset()));
        return told.append(", records on ").append(unmarked).toString();
    }
}
