/**
 * The dispatcher's thread, its clocks, and what the pipeline is connected to. This package promises that tasks run one
 * after the other, that a failure of a task ends the process, and that
 * {@link io.metronome.dispatch.loop.DispatcherLoop#assertOwned} notices every other thread. It knows no partition, no
 * instance and no host.
 *
 * <p>{@code DispatcherLoop.run} and the questions of {@code Time} and {@code Gauges} are for any thread. Everything else
 * is for the dispatcher's thread.
 */
@NullMarked
package io.metronome.dispatch.loop;

import org.jspecify.annotations.NullMarked;
