/**
 * The instances with work: one lane each, with what is known of the instance, its holds and its settings. This package
 * promises that {@link io.metronome.dispatch.instance.WaitReasons} alone decides whether a command may be called now,
 * and that every change of a lane's next turn goes through {@link io.metronome.dispatch.instance.LaneScheduler}. It
 * never calls a command itself, and never ends one.
 *
 * <p>Everything here runs on the dispatcher's thread, which the entry points assert. Any thread may ask
 * {@code WaitReasons.ofLedger} and {@code WaitReasons.beforeTheWrite}. A {@code Call} hears of its progress on an event
 * loop.
 */
@NullMarked
package io.metronome.dispatch.instance;

import org.jspecify.annotations.NullMarked;
