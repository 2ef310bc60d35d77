@NullMarked
package io.metronome.emulator;

import org.jspecify.annotations.NullMarked;
