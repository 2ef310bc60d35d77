/** Proofs of the shared words, and most of all of the reading of commands. */
@NullMarked
package io.metronome.command;

import org.jspecify.annotations.NullMarked;
