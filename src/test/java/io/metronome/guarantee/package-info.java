/**
 * The guarantees of metronome, as classes that listen to a run and then say what was broken. They know neither Kafka
 * nor HTTP, so they check a simulation in virtual time and a run against a real broker alike. A call is matched to its
 * command by instance, method and body: a run must give every command a body of its own.
 */
@NullMarked
package io.metronome.guarantee;

import org.jspecify.annotations.NullMarked;
