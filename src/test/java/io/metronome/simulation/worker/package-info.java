/**
 * Worker processes: the real intake, ledger, restore and pipeline on simulated clients, clocks and threads, and the
 * orchestrator that starts a worker where one is missing. A mutation takes one mechanism of a worker away.
 */
@NullMarked
package io.metronome.simulation.worker;

import org.jspecify.annotations.NullMarked;
