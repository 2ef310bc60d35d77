package io.metronome.delivery;

/** Reports about a call before its answer, on the call's event loop. */
@FunctionalInterface
public interface Progress {

    /**
     * The request was written.
     *
     * @param nanos the moment at which its last byte was handed to the socket, on the monotonic clock
     */
    void written(long nanos);

    /** The answer's headers contain the rate of this method for this instance. */
    default void limited(RateLimit limit) {}
}
