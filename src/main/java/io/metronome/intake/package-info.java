/**
 * Reads the commands topic for the pipeline. One thread owns the consumer: it polls, pauses, seeks, and takes part in
 * rebalances. This package promises that records are handed over in order, under the ownership in which they were read.
 * It also promises that a partition is given back only when everything done for it is decided. It never commits, never
 * decodes, and never lets a record stop the loop.
 */
@NullMarked
package io.metronome.intake;

import org.jspecify.annotations.NullMarked;
