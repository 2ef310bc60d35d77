/**
 * The words that every room shares: the letter as it came, the command it holds, the catalogue of methods, how a
 * command ends; and the codec that reads letters into commands. All of it is pure: no clock, no thread, no I/O; and
 * what is public is immutable. Bad input is a value, never an exception.
 */
@NullMarked
package io.metronome.command;

import org.jspecify.annotations.NullMarked;
