/** Proofs of the pipeline's parts, in time that only moves when it is told to. */
@NullMarked
package io.metronome.dispatch;

import org.jspecify.annotations.NullMarked;
