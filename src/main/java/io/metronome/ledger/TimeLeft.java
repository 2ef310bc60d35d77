package io.metronome.ledger;

/** The milliseconds that are left until a moment, 0 when it has passed: the form in which the ledger stores moments. */
record TimeLeft(long millis) {}
