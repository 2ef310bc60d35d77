package io.metronome.dispatch.host;

import io.metronome.pacing.Heap;
import org.jspecify.annotations.Nullable;

/**
 * Where one lane stands at the hosts of the API: the host that its calls go to, the room that is kept for its next call,
 * and the host that its call in flight went to. The lane owns it, and only {@link HostCapacity} changes it.
 *
 * @param <L> the lanes
 */
public final class HostPlace<L extends Heap.Node> {
    private final L lane;
    private final String instance;
    private @Nullable Host<L> host;
    private @Nullable Host<L> reserved;
    private boolean probes;
    private @Nullable Host<L> called;
    private int calledEpoch;
    private boolean counts;
    private boolean busy;

    /**
     * A lane without a host.
     *
     * @param instance the id of its instance
     */
    public HostPlace(L lane, String instance) {
        this.lane = lane;
        this.instance = instance;
    }

    String instance() {
        return instance;
    }

    L lane() {
        return lane;
    }

    /** The host that the lane's calls go to; null while the instances file does not name its instance. */
    @Nullable
    Host<L> host() {
        return host;
    }

    void moveTo(@Nullable Host<L> other) {
        if (host != null) {
            host.lanes(-1);
        }
        if (other != null) {
            other.lanes(1);
        }
        host = other;
    }

    /** Whether the lane has work and is not held. */
    boolean isBusy() {
        return busy;
    }

    /** The lane has work from now on, or has none any more. */
    void turn() {
        busy = !busy;
    }

    /** The host that keeps room for the lane's next call, which the ledger must know of first; null when none does. */
    @Nullable
    Host<L> reserved() {
        return reserved;
    }

    void reserve(Host<L> where) {
        reserved = where;
        probes = where.failsFor(this);
        where.announcedProbes(probes ? 1 : 0);
    }

    void unreserve() {
        if (reserved != null && probes) {
            reserved.announcedProbes(-1);
        }
        reserved = null;
        probes = false;
    }

    /** Whether the room is kept for a call that is to show whether a failing host works. */
    boolean probes() {
        return probes;
    }

    /** A call to the lane's host starts. */
    void callStarted(Host<L> where) {
        called = where;
        calledEpoch = where.epoch();
    }

    /** The host of the last call; null when the lane had none. */
    @Nullable
    Host<L> called() {
        return called;
    }

    /** Whether the last call that was permitted counts for the health of its host. */
    boolean counts() {
        return counts;
    }

    void counts(boolean next) {
        counts = next;
    }

    /** {@link Host#epoch} when the last call started. */
    int calledEpoch() {
        return calledEpoch;
    }
}
