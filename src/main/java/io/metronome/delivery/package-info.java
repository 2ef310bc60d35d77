/**
 * Calls the API once for one command, and returns the answer as a value. This package promises to tell accepted,
 * refused, worth another try and unknown apart, and never to put a token anywhere but on the wire. It never retries,
 * never paces, and never decides what happens to a command.
 */
@NullMarked
package io.metronome.delivery;

import org.jspecify.annotations.NullMarked;
