/**
 * Decides when the next command of an instance may go. This package promises that two paced calls of one instance start
 * at least a gap apart, in the order of priority and offset, and that no lane waits for another. Everything here is
 * pure: it knows no clock, no thread and no I/O. The argument {@code now} is in monotonic nanoseconds. It never decides
 * what is sent, or how a command ends.
 */
@NullMarked
package io.metronome.pacing;

import org.jspecify.annotations.NullMarked;
