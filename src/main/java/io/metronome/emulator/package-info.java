/**
 * An emulator of GREEN-API: URLs, limits, queues, states and answers of both messengers, and a report on how a client
 * behaved. The catalogue describes the methods. The checks of request bodies are the emulator's own on purpose: with
 * the worker's checks it would have the worker's mistakes, too. Only {@link io.metronome.emulator.EmulatorServer} and
 * {@link io.metronome.emulator.FaultyResponse} use Netty; all other classes get the time as an argument.
 */
@NullMarked
package io.metronome.emulator;

import org.jspecify.annotations.NullMarked;
