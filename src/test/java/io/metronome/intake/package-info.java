/** Proofs of the poll loop, on a consumer of straw. */
@NullMarked
package io.metronome.intake;

import org.jspecify.annotations.NullMarked;
