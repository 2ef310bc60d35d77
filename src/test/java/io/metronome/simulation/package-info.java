/**
 * The whole pipeline in virtual time, between an intake, a ledger and an API that live in memory: what takes hours in
 * the world takes milliseconds here, and a worker can be killed between any two instants.
 */
@NullMarked
package io.metronome.simulation;

import org.jspecify.annotations.NullMarked;
