package io.metronome.config;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the environment's values in for <code>${VAR}</code> and <code>${VAR:default}</code>. What a variable holds is
 * taken as it is, never expanded again: a password may contain dollars and braces.
 */
record Variables(Map<String, String> environment) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)(?::([^}]*))?}");

    /**
     * The text with every reference replaced.
     *
     * @param undefined told the name of each variable that has neither a value nor a default
     */
    String expand(String text, Consumer<String> undefined) {
        if (!text.contains("${")) {
            return text;
        }
        return REFERENCE.matcher(text).replaceAll(match -> {
            String value = environment.getOrDefault(match.group(1), match.group(2));
            if (value == null) {
                undefined.accept(match.group(1));
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
