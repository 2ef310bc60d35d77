package io.metronome.worker;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that was done to a worker, such as a kill: it happened somewhere between two moments. A signal is sent by a
 * process of its own, and starting one takes hundreds of milliseconds on a busy machine.
 *
 * @param begun when the test began to do it; the worker may still have been at work
 * @param done when it had certainly happened
 */
record Hurt(Instant begun, Instant done) {
    /** Runs an action that this thread waits for, and notes when. */
    static <E extends Exception> Hurt by(Deed<E> deed) throws E {
        Instant begun = Instant.now();
        deed.run();
        return new Hurt(begun, Instant.now());
    }

    /** A hurt that began with this one, and had certainly happened only so much later. */
    Hurt plus(Duration later) {
        return new Hurt(begun, done.plus(later));
    }

    /** The action on the worker. */
    @FunctionalInterface
    interface Deed<E extends Exception> {
        void run() throws E;
    }
}
