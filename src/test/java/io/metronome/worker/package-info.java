/**
 * The whole worker against a real broker and the emulator: what producers and operators see from outside, in good days
 * and bad ones. Each test tells a story on a {@link io.metronome.worker.WorkerBench} and asks the guarantees at its end.
 */
@NullMarked
package io.metronome.worker;

import org.jspecify.annotations.NullMarked;
