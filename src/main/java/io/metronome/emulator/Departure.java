package io.metronome.emulator;

import java.time.Instant;

/**
 * A message that left an instance's queue.
 *
 * @param nanos when, on the emulator's monotonic clock
 * @param at when, on its calendar
 */
public record Departure(String idMessage, String method, long nanos, Instant at, byte[] body) {}
