/** Proofs of what outlives the worker, without a broker. */
@NullMarked
package io.metronome.ledger;

import org.jspecify.annotations.NullMarked;
