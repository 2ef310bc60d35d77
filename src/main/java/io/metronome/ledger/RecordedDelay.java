package io.metronome.ledger;

import java.util.OptionalInt;

/**
 * The delay in a pace record, and how far the next owner of the partition can rely on it. Delays are milliseconds.
 *
 * @param <T> how its moment is given: a {@link MonotonicMoment} in a checkpoint, a {@link BrokerMoment} in what is
 *     restored
 */
public sealed interface RecordedDelay<T> {

    /**
     * No delay was known when the instance departed.
     *
     * @param formerMillis a delay that was known once, 0 when none was: a fallback must not be shorter
     */
    record NoDelay<T>(int formerMillis) implements RecordedDelay<T> {
        @Override
        public OptionalInt ofDeparture() {
            return OptionalInt.empty();
        }
    }

    /** It rules until a newer one is read. Nothing tells when it was read: so is every delay of format 2. */
    record UndatedDelay<T>(int millis) implements RecordedDelay<T> {
        @Override
        public OptionalInt ofDeparture() {
            return OptionalInt.of(millis);
        }
    }

    /**
     * getSettings showed it.
     *
     * @param readAt when getSettings was asked
     */
    record DatedDelay<T>(int millis, T readAt) implements RecordedDelay<T> {
        @Override
        public OptionalInt ofDeparture() {
            return OptionalInt.of(millis);
        }
    }

    /**
     * A setSettings may have changed it, or may be doing so.
     *
     * @param ofDeparture the delay that paced the departure, empty when none was known
     * @param longestMillis the longer one of that delay and the one that the setSettings asks for
     */
    record DoubtedDelay<T>(OptionalInt ofDeparture, int longestMillis) implements RecordedDelay<T> {}

    /** The delay that paced the departure, empty when none was known. */
    OptionalInt ofDeparture();
}
