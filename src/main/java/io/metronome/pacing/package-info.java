/**
 * When the next command of an instance may leave. It promises that two paced calls of one instance start at least a gap
 * apart, in the order of priority and offset, and that no lane waits for another. Everything here is pure: it knows no
 * clock, no thread and no I/O; {@code now} is an argument, in monotonic nanoseconds. It never decides what is sent, nor
 * what becomes of it.
 */
@NullMarked
package io.metronome.pacing;

import org.jspecify.annotations.NullMarked;
