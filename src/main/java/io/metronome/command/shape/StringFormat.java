package io.metronome.command.shape;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Text of a certain format. The format is written down twice: as a predicate, which checks commands, and as a pattern,
 * which the JSON Schema publishes. Tests compare the two.
 *
 * @param name the kind of text, such as "colour"
 * @param allowed the format in words, to follow "must be"
 * @param pattern the format as a regular expression that the whole text must match, in the syntax that Java and JSON
 *     Schema have in common
 * @param fits accepts a text of this format
 */
public record StringFormat(String name, String allowed, String pattern, Predicate<String> fits) implements Shape {

    /** The name of a file with one of these extensions, in small letters or capitals; each is written with its dot. */
    public static StringFormat endingIn(String name, String... extensions) {
        List<String> all = List.of(extensions);
        return new StringFormat(
                name,
                "text that ends in " + String.join(" or ", all),
                "[\\s\\S]*(" + all.stream().map(StringFormat::inAnyCase).collect(Collectors.joining("|")) + ")",
                text -> all.stream().anyMatch(text.toLowerCase(Locale.ROOT)::endsWith));
    }

    /** The name of a file with an extension, whatever it is. */
    public static StringFormat withExtension(String name) {
        return new StringFormat(
                name,
                "text that ends in a dot and an extension, such as .pdf",
                "[\\s\\S]+\\.[^.]+",
                text -> text.lastIndexOf('.') > 0 && !text.endsWith("."));
    }

    /** A colour as {@code #RRGGBB}. */
    public static StringFormat colour() {
        return new StringFormat(
                "colour", "a colour as #RRGGBB, six hexadecimal digits", "#[0-9A-Fa-f]{6}", StringFormat::isColour);
    }

    /** An absolute http or https URL. */
    public static StringFormat webUrl() {
        return new StringFormat("web URL", "an absolute http or https URL", WebUrl.PATTERN, WebUrl::isAbsolute);
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors errors) {
        boolean good = json.currentToken() == JsonToken.VALUE_STRING && fits.test(json.getString());
        return good || errors.refuse(json, allowed, JsonDescription.in(json));
    }

    private static boolean isColour(String text) {
        if (text.length() != 7 || text.charAt(0) != '#') {
            return false;
        }
        for (int i = 1; i < 7; i++) {
            char c = text.charAt(i);
            // Character.digit also accepts the digits of other scripts.
            if (c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String inAnyCase(String extension) {
        return extension
                .chars()
                .mapToObj(c -> Character.isLetter(c)
                        ? "[" + Character.toString(c) + Character.toString(Character.toUpperCase(c)) + "]"
                        : c == '.' ? "\\." : Character.toString(c))
                .collect(Collectors.joining());
    }
}
