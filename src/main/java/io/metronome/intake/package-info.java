@NullMarked
package io.metronome.intake;

import org.jspecify.annotations.NullMarked;
