@NullMarked
package io.metronome.control;

import org.jspecify.annotations.NullMarked;
