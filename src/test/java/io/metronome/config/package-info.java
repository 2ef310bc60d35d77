@NullMarked
package io.metronome.config;

import org.jspecify.annotations.NullMarked;
