/**
 * GREEN-API on your own machine: both messengers' URLs, limits, queues, states and words, and a judge that tells how a
 * client behaved. Methods come from the catalogue, so that each is described once; the reader that holds a body against its
 * shape is the emulator's own on purpose: a judge that shared the worker's would share its mistakes. Only {@link io.metronome.emulator.Door} knows Netty; everything behind it is told the time.
 */
@NullMarked
package io.metronome.emulator;

import org.jspecify.annotations.NullMarked;
