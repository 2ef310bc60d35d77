package io.metronome.ledger;

/** A block that the ledger refused, perhaps for one of its commands, with an explanation for people. */
record RefusedBlock(int partition, long number, String detail) {}
