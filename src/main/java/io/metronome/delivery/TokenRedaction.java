package io.metronome.delivery;

import io.metronome.command.Secret;
import java.util.BitSet;

/**
 * Removes the token from a text: the token itself, and the path segment behind the method. It finds both behind the
 * escapes of JSON, URLs and HTML, too, and takes time in proportion to the text's length.
 */
final class TokenRedaction {
    private static final String DOTS = "•••";
    private static final String INSTANCE = "waInstance";
    private static final String BEHIND_TOKEN = "/?#\"'<>\\";

    /** An API that quotes the request in JSON in JSON in JSON is not known. */
    private static final int ROUNDS = 3;

    private final Secret token;

    TokenRedaction(Secret token) {
        this.token = token;
    }

    String of(String text) {
        BitSet hidden = new BitSet();
        Unescaped seen = Unescaped.none(text);
        hide(seen, hidden);
        for (int round = 0; round < ROUNDS && seen.hasEscapes(); round++) {
            seen = seen.once();
            hide(seen, hidden);
        }
        return hidden.isEmpty() ? text : without(hidden, text);
    }

    private void hide(Unescaped seen, BitSet hidden) {
        hideToken(seen, hidden);
        hideSegments(seen, hidden);
    }

    private void hideToken(Unescaped seen, BitSet hidden) {
        String bare = token.reveal();
        if (bare.isBlank()) {
            return;
        }
        for (int at = 0; at <= seen.text().length() - bare.length(); at++) {
            if (seen.text().regionMatches(true, at, bare, 0, bare.length())) {
                hidden.set(seen.starts()[at], seen.starts()[at + bare.length()]);
            }
        }
    }

    /* In waInstance.../method/token, what stands for the token. A slash is not passed twice in search of the next. */
    private static void hideSegments(Unescaped seen, BitSet hidden) {
        String text = seen.text();
        int at = 0;
        while (at <= text.length() - INSTANCE.length()) {
            if (!text.regionMatches(true, at, INSTANCE, 0, INSTANCE.length())) {
                at++;
                continue;
            }
            int slash = segmentEnd(text, at);
            int second = isSlash(text, slash) ? segmentEnd(text, slash + 1) : slash;
            if (isSlash(text, second) && second > slash + 1) {
                int end = tokenEnd(text, second + 1);
                hidden.set(seen.starts()[second + 1], seen.starts()[end]);
            }
            at = slash + 1;
        }
    }

    private static boolean isSlash(String text, int at) {
        return at < text.length() && text.charAt(at) == '/';
    }

    private static int segmentEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '/' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int tokenEnd(String text, int from) {
        int at = from;
        while (at < text.length()
                && BEHIND_TOKEN.indexOf(text.charAt(at)) < 0
                && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static String without(BitSet hidden, String text) {
        StringBuilder safe = new StringBuilder(text.length());
        int at = 0;
        for (int from = hidden.nextSetBit(0); from >= 0; from = hidden.nextSetBit(at)) {
            safe.append(text, at, from).append(DOTS);
            at = hidden.nextClearBit(from);
        }
        return safe.append(text, at, text.length()).toString();
    }
}
