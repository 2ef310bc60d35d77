package io.metronome.reply;

/** Shortens text for people. */
final class Details {
    /*
     * With the other headers this stays far below the 64 KB by which the dead letters' limit exceeds that of commands.
     */
    private static final int LENGTH = 8_000;

    private Details() {}

    static String shortened(String detail) {
        return detail.length() <= LENGTH ? detail : detail.substring(0, LENGTH) + "…";
    }
}
