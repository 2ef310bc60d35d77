/**
 * Keeps bytes outside the heap until they are needed: in slots of a local file that nobody else reads. This package
 * promises that what was put is read as it was, or that the reading fails. It never promises that the bytes survive the
 * process: the ledger is the truth, and a worker that starts begins with an empty file. It knows no command.
 *
 * <p>A {@link io.metronome.spill.Spill} and its parts belong to one thread. Byte counts may be read on any.
 */
@NullMarked
package io.metronome.spill;

import org.jspecify.annotations.NullMarked;
