/**
 * The command line, and the wiring of all parts. This package may import every other, and no other imports it. Exit
 * codes: 0 success, 1 the work failed, 2 wrong usage or configuration.
 */
@NullMarked
package io.metronome.app;

import org.jspecify.annotations.NullMarked;
