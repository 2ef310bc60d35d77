package io.metronome.dispatch.view;

/**
 * A partition that is assigned to a worker.
 *
 * @param ready whether it is restored and served
 * @param pending its commands that were read and have not ended
 */
public record PartitionView(int number, boolean ready, int pending) {}
