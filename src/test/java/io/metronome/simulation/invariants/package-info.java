/**
 * What must hold after every run, asked by those who see everything: the guarantees of {@code io.metronome.guarantee} and
 * invariants that only the simulation can ask.
 */
@NullMarked
package io.metronome.simulation.invariants;

import org.jspecify.annotations.NullMarked;
