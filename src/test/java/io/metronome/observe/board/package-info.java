@NullMarked
package io.metronome.observe.board;

import org.jspecify.annotations.NullMarked;
