package io.metronome.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which words of a file a message may repeat. One missing character can turn a secret into a part of a key or
 * of another value, so a message repeats only what looks like a key, a name or a plain value. Messages go to the
 * terminal and into the log.
 */
final class Shown {
    private static final int LONGEST_KEY = 120;
    private static final int LONGEST_VALUE = 100;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST_KEY + "}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]{0,63}");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9]{33}");
    private static final Pattern SUSPECT = Pattern.compile("[\\p{Cntrl}\"'=@;{}]|: ");
    private static final Pattern ORIGIN = Pattern.compile("([A-Za-z]+://[^/]*/).+");

    /** A word where a key and its value belong. It may be the second half of a secret that has a comma in it. */
    static final String WORD_ALONE =
            "found a word without a value (it is not shown: it may hold a secret); allowed is a"
                    + " key, a colon, a blank, the value";

    private Shown() {}

    /** Whether a text can be a key: letters, digits, dots, dashes and underscores, and no word as long as a token. */
    static boolean isKey(String name) {
        return KEY.matcher(name).matches() && !LONG_WORD.matcher(name).find();
    }

    /** The mistake in a key that cannot be one, without its text; null where it can be one. */
    static @Nullable String mistakeInKey(String name) {
        if (isKey(name)) {
            return null;
        }
        String found = name.indexOf(':') >= 0
                ? "a blank is missing after the colon"
                : name.isBlank() ? "found an empty key" : "found a key that cannot be one";
        return found
                + "; allowed is a key of letters, digits, dots, dashes and underscores, a colon, a blank, the value"
                + " (the text is not shown: it may hold a secret)";
    }

    /**
     * The sentence about an unknown key.
     *
     * @param hasValue false for a word without a colon
     * @param nearest the key that was meant, by its spelling
     */
    static String unknownKey(String name, boolean hasValue, String nearest) {
        String mistake = mistakeInKey(name);
        if (mistake != null) {
            return mistake;
        }
        return hasValue ? name + ": found an unknown key; the nearest that is allowed is " + nearest : WORD_ALONE;
    }

    /** A value in quotes; of a URL only its host; words instead of a value that may hold a secret. */
    static String value(String text) {
        String shown = ORIGIN.matcher(text).replaceFirst("$1…");
        boolean plain = shown.length() <= LONGEST_VALUE
                && !LONG_WORD.matcher(shown).find()
                && !SUSPECT.matcher(withoutVariables(shown)).find();
        return plain ? '"' + shown + '"' : "a text that is not shown";
    }

    /**
     * Whether a text can be a variable's name. Where the colon is missing, a default is a part of what looks like a
     * name.
     */
    static boolean isVariable(String name) {
        return VARIABLE.matcher(name).matches() && !LONG_WORD.matcher(name).find();
    }

    private static String withoutVariables(String text) {
        return Variables.REFERENCE.matcher(text).replaceAll(match -> isVariable(match.group(1)) ? "" : "=");
    }
}
