@NullMarked
package io.metronome.app;

import org.jspecify.annotations.NullMarked;
