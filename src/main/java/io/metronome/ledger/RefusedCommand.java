package io.metronome.ledger;

/**
 * A command that the ledger refused in a record of its own.
 *
 * @param detail an explanation for people
 */
record RefusedCommand(CommandPlace place, String detail, Exception failure, boolean isEcho) {

    /** A command in the ledger. */
    record CommandPlace(int partition, long offset) {}
}
