package io.metronome.command;

/** The ten digits of ASCII; {@link Character#isDigit} also accepts those of other scripts. */
final class Digits {
    private Digits() {}

    /** Returns true if the range is not empty and contains digits only. */
    static boolean are(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return start < end;
    }
}
