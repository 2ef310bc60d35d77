/**
 * What people and machines see of a running worker: meters, health and the admin server that shows them. It watches and
 * never steers; nothing here may slow a call down or hold the process up.
 */
@NullMarked
package io.metronome.observe;

import org.jspecify.annotations.NullMarked;
