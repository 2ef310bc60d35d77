@NullMarked
package io.metronome.dispatch;

import org.jspecify.annotations.NullMarked;
