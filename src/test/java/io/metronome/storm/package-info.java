/**
 * Whole workers in a storm: the worker's own intake, ledger, restore and pipeline, with a Kafka, an API and a clock that
 * live in memory. Every thread is a strand that runs only when it is handed the baton, so a run is the same each time for
 * its seed; a worker can be killed, frozen, suspended or expelled between any two steps, and what its Kafka knows of
 * transactions, generations and stable offsets is what a real one does. It promises that a guarantee that can be broken
 * will be, in some storm: {@code MutationTest} takes each mechanism away and looks.
 */
@NullMarked
package io.metronome.storm;

import org.jspecify.annotations.NullMarked;
