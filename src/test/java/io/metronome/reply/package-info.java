/** Proofs of the wire contract of replies. */
@NullMarked
package io.metronome.reply;

import org.jspecify.annotations.NullMarked;
