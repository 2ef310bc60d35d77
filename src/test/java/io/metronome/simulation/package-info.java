/**
 * The simulator: whole workers in virtual time, with a Kafka, an API, clocks and threads in memory. One seed gives one
 * run, in every JVM. Its packages, from the bottom: {@code time}, {@code cluster} and {@code api}, {@code workload},
 * {@code worker}, {@code faults}, {@code invariants}, {@code scenarios}. It promises that a guarantee that can be broken
 * will be, in some storm: {@code MutationTest} takes each mechanism away and looks.
 */
@NullMarked
package io.metronome.simulation;

import org.jspecify.annotations.NullMarked;
