/**
 * GREEN-API on your own machine: both messengers' URLs, limits, queues, states and words, and a judge that tells how a
 * client behaved. Its validation is written here a second time on purpose: a judge that shared the worker's would share
 * its mistakes. Only {@link io.metronome.emulator.Door} knows Netty; everything behind it is told the time.
 */
@NullMarked
package io.metronome.emulator;

import org.jspecify.annotations.NullMarked;
