package io.metronome.ledger;

/** A moment by the monotonic clock of this host, in nanoseconds. It means nothing on another host. */
public record MonotonicMoment(long nanos) {}
