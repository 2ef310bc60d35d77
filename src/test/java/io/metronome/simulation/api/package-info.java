/**
 * GREEN-API in memory: accounts with a state and settings, answers that a seed draws or a scenario names, and a list of
 * every call that arrived.
 */
@NullMarked
package io.metronome.simulation.api;

import org.jspecify.annotations.NullMarked;
