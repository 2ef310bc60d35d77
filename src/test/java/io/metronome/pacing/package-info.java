/** Proofs of queue and pace: all of it pure, most of it random. */
@NullMarked
package io.metronome.pacing;

import org.jspecify.annotations.NullMarked;
