/** Proofs of this room, in time that only moves when it is told to. */
@NullMarked
package io.metronome.dispatch.loop;

import org.jspecify.annotations.NullMarked;
