package io.metronome.command.shape;

/**
 * Recognizes absolute web addresses. Milder than {@link java.net.URI} on purpose, which refuses hosts with an
 * underscore and paths in other scripts, both of which real file servers have. Only the API can tell whether the file
 * exists.
 */
final class WebUrl {
    /** This rule as a regular expression: scheme, optional user information, first character of the host, rest. */
    static final String PATTERN = "[hH][tT][tT][pP][sS]?://"
            + "([^/?#\\u0000-\\u0020\\u007f]*@)?"
            + "[^\\u0000-\\u002f\\u003a-\\u0040\\u005c-\\u005e\\u0060\\u007b-\\u007f]"
            + "[^/?#@\\u0000-\\u0020\\u007f]*([/?#][^\\u0000-\\u0020\\u007f]*)?";

    private WebUrl() {}

    /** Returns true if the text is {@code http://} or {@code https://} with a host, and without blanks. */
    static boolean isAbsolute(String text) {
        int host = hostStart(text);
        return host > 0 && host < text.length() && isHostCharacter(text.charAt(host)) && hasNoBlank(text);
    }

    /* Behind the scheme and, where there is one, the user information; 0 when there is no such scheme. */
    private static int hostStart(String text) {
        int authority = startsWith(text, "https://") ? 8 : startsWith(text, "http://") ? 7 : 0;
        int host = authority;
        for (int i = authority; authority > 0 && i < text.length() && "/?#".indexOf(text.charAt(i)) < 0; i++) {
            if (text.charAt(i) == '@') {
                host = i + 1;
            }
        }
        return host;
    }

    private static boolean startsWith(String text, String scheme) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static boolean isHostCharacter(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '[' || c == '_';
    }

    private static boolean hasNoBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7f || Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }
}
