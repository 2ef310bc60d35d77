/**
 * Virtual time: one line of events, machines with clocks of their own, and threads that run one at a time. Nothing here
 * reads a real clock, and no two threads ever run at once; so one seed always gives one run.
 */
@NullMarked
package io.metronome.simulation.time;

import org.jspecify.annotations.NullMarked;
