/**
 * The faults of a storm: processes that are killed, frozen, suspended or expelled, a Kafka that is slow or away, clocks
 * that step. The mutations are here too: for each mechanism that the promises rest on, a worker without it.
 */
@NullMarked
package io.metronome.simulation.faults;

import org.jspecify.annotations.NullMarked;
