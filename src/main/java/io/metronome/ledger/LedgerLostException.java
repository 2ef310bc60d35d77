package io.metronome.ledger;

/** The producer was fenced or broken for good and has been replaced; what it had in hand is undecided for us. */
public final class LedgerLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
