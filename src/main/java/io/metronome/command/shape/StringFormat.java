package io.metronome.command.shape;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Text of a certain form.
 *
 * @param allowed the form in words, to follow "must be"
 * @param fits whether a text has it
 */
public record StringFormat(String allowed, Predicate<String> fits) implements Shape {

    /** One of these words, spelled exactly so. */
    public static StringFormat oneOf(String... words) {
        String allowed = words.length == 1 ? '"' + words[0] + '"' : "one of " + String.join(", ", words);
        return new StringFormat(allowed, Set.of(words)::contains);
    }

    /** Text that ends in one of these suffixes, in small letters or capitals. */
    public static StringFormat endingIn(String... suffixes) {
        return new StringFormat(
                "text that ends in " + String.join(" or ", suffixes),
                text -> Arrays.stream(suffixes).anyMatch(text.toLowerCase(Locale.ROOT)::endsWith));
    }

    /** A colour as {@code #RRGGBB}. */
    public static StringFormat colour() {
        return new StringFormat("a colour as #RRGGBB, six hexadecimal digits", StringFormat::isColour);
    }

    /** An absolute http or https URL. */
    public static StringFormat webUrl() {
        return new StringFormat("an absolute http or https URL", WebUrl::isAbsolute);
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors findings) {
        boolean good = json.currentToken() == JsonToken.VALUE_STRING && fits.test(json.getString());
        return good || findings.refuse(json, allowed, JsonDescription.in(json));
    }

    private static boolean isColour(String text) {
        if (text.length() != 7 || text.charAt(0) != '#') {
            return false;
        }
        for (int i = 1; i < 7; i++) {
            char c = text.charAt(i);
            // Character.digit would also take the digits of other scripts.
            if (c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
