package io.metronome.ledger;

/** A moment by the broker's clock, in milliseconds since the epoch. Workers exchange moments in this form. */
public record BrokerMoment(long millis) {}
