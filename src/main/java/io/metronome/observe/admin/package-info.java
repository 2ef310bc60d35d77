/**
 * The admin API of a worker: what waits, why, and how it ended, over HTTP as JSON. This package promises that an answer
 * is bounded, holds no body of a command and no token, and delays no call. It asks the dispatcher through
 * {@link io.metronome.dispatch.view.Views} and changes nothing.
 */
@NullMarked
package io.metronome.observe.admin;

import org.jspecify.annotations.NullMarked;
