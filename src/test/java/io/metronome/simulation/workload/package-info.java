/**
 * The producers: commands of every kind, and records that are none.
 */
@NullMarked
package io.metronome.simulation.workload;

import org.jspecify.annotations.NullMarked;
