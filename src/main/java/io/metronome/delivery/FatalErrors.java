package io.metronome.delivery;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells of each {@link Error} in a step on an event loop. Neither Reactor nor the loop does: they log it, and the call of
 * that step never ends.
 *
 * @param told gets the error, on the thread of the step
 */
record FatalErrors(Consumer<Throwable> told) {

    /** The result of the step; its error is told and thrown. */
    <T> T in(Supplier<T> step) {
        try {
            return step.get();
        } catch (Error error) {
            told.accept(error);
            throw error;
        }
    }

    /** Does the step; its error is told and thrown. */
    void in(Runnable step) {
        in(() -> {
            step.run();
            return step;
        });
    }
}
