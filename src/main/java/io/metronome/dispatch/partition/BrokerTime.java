package io.metronome.dispatch.partition;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.dispatch.loop.Time;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.pacing.Pace;

/**
 * The broker's clock as seen from this host: moments travel between hosts by the broker's clock. It is known from the
 * acknowledgement of a header, which comes after its appending. So every translated moment errs to the late side.
 *
 * @param seenAt monotonic nanoseconds here
 * @param brokerMillis the broker's time then, or a little before
 */
public record BrokerTime(long seenAt, long brokerMillis) {

    /** From a checkpoint that holds a header of that partition; a partition without a ledger has no times to translate. */
    static BrokerTime of(CommittedCheckpoint saved, int partition) {
        return new BrokerTime(
                saved.begunAt() + saved.durationNanos(), saved.headerTimes().getOrDefault(partition, 0L));
    }

    /**
     * A moment by the broker's clock as monotonic nanoseconds here. It may lie ahead as far as an announced departure can;
     * one that lies farther ahead comes from a clock that was set back, and no instance has to wait for that.
     */
    public long nanos(long millis) {
        return ago(Math.max(-LongGaps.FARTHEST_MILLIS, brokerMillis - millis));
    }

    /* Both moments were cut to milliseconds: what looks like an age may be less by one. */
    private long ago(long ageMillis) {
        return seenAt - MILLISECONDS.toNanos(ageMillis - 1);
    }

    /** A moment by the broker's clock, which may lie ahead by any time, as monotonic nanoseconds here. */
    public long ahead(long millis) {
        return ago(brokerMillis - millis);
    }

    /** A moment of the past by the broker's clock as this host's calendar shows it: the two may differ by any amount. */
    public long millis(long millis, Time time) {
        return time.millisAt(nanos(millis));
    }

    /**
     * {@link Pace#NEVER} where there is no floor. It may lie ahead: the owner that handed it down did not have
     * to wait for it.
     */
    public long nanos(PartitionCheckpoint.Floor floor) {
        return switch (floor) {
            case PartitionCheckpoint.Floor.None none -> Pace.NEVER;
            case PartitionCheckpoint.Floor.At at -> ahead(at.brokerMillis());
            case PartitionCheckpoint.Floor.Here here -> here.nanos();
        };
    }
}
