package io.metronome.ledger;

/** The content of the ledger does not fit this worker. A guess would lose commands or send them twice. */
public final class LedgerRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerRefusedException(String message) {
        super(message);
    }
}
