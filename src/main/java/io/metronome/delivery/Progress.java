package io.metronome.delivery;

/** What the caller hears of a call before its answer; told on the call's event loop. */
@FunctionalInterface
public interface Progress {

    /**
     * The request was written.
     *
     * @param nanos the moment at which its last byte was handed to the socket, on the monotonic clock
     */
    void written(long nanos);

    /** The answer's headers tell the rate of this method for this instance. */
    default void limited(RateLimit limit) {}
}
