/** Tests of the spill. */
@NullMarked
package io.metronome.spill;

import org.jspecify.annotations.NullMarked;
