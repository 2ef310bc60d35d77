/**
 * The invariants, which must hold after every storm: the guarantees of {@code io.metronome.guarantee}, and others that
 * only the simulation can check, since it sees everything.
 */
@NullMarked
package io.metronome.simulation.invariants;

import org.jspecify.annotations.NullMarked;
