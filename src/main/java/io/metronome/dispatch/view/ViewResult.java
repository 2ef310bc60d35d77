package io.metronome.dispatch.view;

/**
 * The answer to a question about one instance or command.
 *
 * @param <T> what was asked for
 */
public sealed interface ViewResult<T> {

    /** Here it is. */
    record Present<T>(T view) implements ViewResult<T> {}

    /** There is none. */
    record Absent<T>() implements ViewResult<T> {}

    /** The instance lives on that partition, which is not assigned to this worker. */
    record OwnedElsewhere<T>(int partition) implements ViewResult<T> {}

    /** There is none among those that are known, but the partition of the instance is not read, for that reason. */
    record NotRead<T>(int partition, String why) implements ViewResult<T> {}

    /** The partition of the instance is assigned to this worker, which does not know its commands yet. */
    record StillRestoring<T>(int partition) implements ViewResult<T> {}
}
