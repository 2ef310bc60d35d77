@NullMarked
package io.metronome.delivery;

import org.jspecify.annotations.NullMarked;
