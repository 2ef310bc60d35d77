/**
 * The words that every room shares: the letter as it came, the command it holds, the catalogue of methods, and how a
 * command ends. Everything here is immutable and pure: no clock, no thread, no I/O. Bad input is a value, never an
 * exception.
 */
@NullMarked
package io.metronome.command;

import org.jspecify.annotations.NullMarked;
