package io.metronome.dispatch.instance;

/**
 * A command that waits for its {@code notBefore} outside its lane.
 *
 * @param notBefore the moment, milliseconds since the epoch
 */
public record Postponed(PendingCommand pending, long notBefore) {}
