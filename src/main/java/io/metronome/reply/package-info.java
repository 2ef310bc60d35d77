@NullMarked
package io.metronome.reply;

import org.jspecify.annotations.NullMarked;
