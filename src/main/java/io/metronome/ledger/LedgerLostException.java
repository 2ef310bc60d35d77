package io.metronome.ledger;

/**
 * The producer was fenced or broken for good and has been replaced. The outcome of its last checkpoint is unknown to
 * us.
 */
public final class LedgerLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
