@NullMarked
package io.metronome.pacing;

import org.jspecify.annotations.NullMarked;
