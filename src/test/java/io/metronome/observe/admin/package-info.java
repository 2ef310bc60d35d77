@NullMarked
package io.metronome.observe.admin;

import org.jspecify.annotations.NullMarked;
