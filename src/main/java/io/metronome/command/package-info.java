/**
 * The types that every package shares: a record of the commands topic, the command in it, the catalogue of methods, the
 * outcome of a command, and the codec that decodes records into commands. Nothing here uses a clock, a thread or I/O,
 * and every public type is immutable. Invalid input gives a value, never an exception.
 */
@NullMarked
package io.metronome.command;

import org.jspecify.annotations.NullMarked;
