/**
 * The control topic: what operators want of single instances. {@link io.metronome.control.KafkaControl} reads it,
 * {@link io.metronome.control.ControlWriter} writes it. The topic holds the wanted state, one key for each instance and
 * kind, and never events: it may be read again from its beginning at any time. This package promises that no record can
 * stop the reading, and that {@link io.metronome.control.ControlTopic#readToEnd} ends only when all that the topic had
 * was handed over.
 *
 * <p>{@code KafkaControl} runs on a thread of its own. {@code ControlTopic} is for any thread, {@code ControlListener} is
 * called on the reader's, and {@code ControlWriter} blocks its caller.
 */
@NullMarked
package io.metronome.control;

import org.jspecify.annotations.NullMarked;
