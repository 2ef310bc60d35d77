/**
 * The command line, and the wiring behind it: knows everybody, is known by nobody. Exit codes: 0 fine, 1 the work
 * failed, 2 bad usage or configuration.
 */
@NullMarked
package io.metronome.app;

import org.jspecify.annotations.NullMarked;
