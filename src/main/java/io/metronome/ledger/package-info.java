@NullMarked
package io.metronome.ledger;

import org.jspecify.annotations.NullMarked;
