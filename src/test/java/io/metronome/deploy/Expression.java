package io.metronome.deploy;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PromQL expression of the dashboard or of a rule.
 *
 * @param where it stands, for people
 */
public record Expression(String where, String text) {
    private static final Pattern NOT_NAMES = Pattern.compile(
            "\\$\\w+|\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.:])([a-zA-Z_][\\w:]*)\\b(?!\\s*\\()");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    /** The metrics that it reads. */
    public Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        // Quoted text first: a brace in it is not one.
        String bare = NOT_NAMES.matcher(text.replaceAll("\"[^\"]*\"", "\"\"")).replaceAll(" ");
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            names.add(name.group(1));
        }
        names.removeIf(it -> KEYWORDS.contains(it.toLowerCase(Locale.ROOT)));
        return names;
    }
}
