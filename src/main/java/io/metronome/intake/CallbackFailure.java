package io.metronome.intake;

import org.jspecify.annotations.Nullable;

/**
 * What a rebalance callback threw. The client wraps it, or logs it and goes on, but it is a failure of ours, and no data
 * of a partition is the cause. Used on the poll thread only.
 */
final class CallbackFailure {
    private @Nullable RuntimeException exception;
    private @Nullable Error error;

    /** Runs a callback. */
    void watch(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            exception = e;
            throw e;
        } catch (Error e) {
            error = e;
            throw e;
        }
    }

    /** Throws what a callback threw, or an Error that the client wrapped into the exception that it threw. */
    void rethrow(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error hidden) {
                throw hidden;
            }
        }
        if (error != null) {
            throw error;
        }
        if (exception != null) {
            throw exception;
        }
    }
}
