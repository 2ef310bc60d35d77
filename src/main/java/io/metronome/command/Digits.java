package io.metronome.command;

/** The ten digits of ASCII; {@link Character#isDigit} knows hundreds more. */
final class Digits {
    private Digits() {}

    /** Whether there is at least one character from {@code start} to {@code end}, and nothing but digits. */
    static boolean are(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return start < end;
    }
}
