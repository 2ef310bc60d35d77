/**
 * From the commands topic into the pipeline. One thread owns the consumer: it polls, pauses, seeks, and takes part in
 * rebalances. It promises that records are handed over in order, under the ownership they were read in, and that a
 * partition is given back only after what was done for it is decided. It never commits, never decodes, and never lets
 * a record stop the loop.
 */
@NullMarked
package io.metronome.intake;

import org.jspecify.annotations.NullMarked;
