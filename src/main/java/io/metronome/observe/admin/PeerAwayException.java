package io.metronome.observe.admin;

/** Another worker cannot be asked, or its answer cannot be used; the message says why, without its words. */
final class PeerAwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PeerAwayException(String message) {
        super(message, null, false, false);
    }
}
