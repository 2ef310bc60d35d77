package io.metronome.reply;

/** Shortens text for people. */
final class Details {
    /*
     * With the other headers this stays far below the 64 KB by which the dead letters' limit exceeds that of commands.
     */
    private static final int LENGTH = 8_000;

    private static final int BRIEF = 200;

    private Details() {}

    static String shortened(String detail) {
        return cut(detail, LENGTH);
    }

    /** The beginning, for a topic that accepts little. */
    static String brief(String detail) {
        return cut(detail, BRIEF);
    }

    private static String cut(String detail, int length) {
        return detail.length() <= length ? detail : detail.substring(0, length) + "…";
    }
}
