package io.metronome.config;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${VAR}</code> and <code>${VAR:default}</code> by the environment's values. The value of a variable is
 * taken as it is: references in it are not replaced, because a password may contain dollars and braces.
 */
record Variables(Map<String, String> environment) {
    /** The name is the first group, the default the second. */
    static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)(?::([^}]*))?}");

    /**
     * The text with every reference replaced.
     *
     * @param undefined is given the name of each variable that has neither a value nor a default
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

    /** The sentence for a reference to a variable without a value. */
    static String undefined(String name) {
        String example = Shown.isVariable(name) ? name : "NAME";
        String shown = Shown.isVariable(name) ? "${" + name + "}" : "a variable whose name is not shown";
        return "found " + shown + ", which the environment does not define; allowed is ${" + example
                + ":default}, or to define it";
    }
}
