@NullMarked
package io.metronome.observe;

import org.jspecify.annotations.NullMarked;
