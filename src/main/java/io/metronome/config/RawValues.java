package io.metronome.config;

import io.metronome.config.FlatFile.FlatEntry;
import io.metronome.config.FlatFile.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The text that is written for each path: the environment's where it has the path's variable, else the file's. */
record RawValues(FlatFile file, Map<String, String> environment) {

    /**
     * A text that is written for a path.
     *
     * @param place {@code file:line}, or the variable
     * @param inFile false for a value of the environment, which is taken as it is: no references are replaced in it
     * @param list whether it is a YAML list; commas stand between the elements
     */
    record RawValue(String text, String place, boolean inFile, boolean list) {}

    /** Null where neither the environment nor the file has the path. */
    @Nullable
    RawValue find(String path) {
        String variable = ConfigKey.variable(path);
        String override = environment.get(variable);
        if (override != null) {
            return new RawValue(override, "environment " + variable, false, false);
        }
        FlatEntry entry = file.entries().get(path);
        return entry == null || !hasText(entry)
                ? null
                : new RawValue(entry.text(), file.place(path), true, entry.kind() == Kind.LIST);
    }

    /** Every path below a section. A variable whose path the file does not have stands for a name with dots. */
    Set<String> below(String section) {
        Set<String> paths = new TreeSet<>();
        Set<String> variables = new TreeSet<>();
        file.entries().forEach((path, entry) -> {
            if (path.startsWith(section + '.') && hasText(entry)) {
                paths.add(path);
                variables.add(ConfigKey.variable(path));
            }
        });
        String prefix = ConfigKey.variable(section) + '_';
        for (String variable : environment.keySet()) {
            String name = variable.startsWith(prefix) ? variable.substring(prefix.length()) : "";
            String path = section + '.' + name.toLowerCase(Locale.ROOT).replace('_', '.');
            if (!name.isEmpty()
                    && !variables.contains(variable)
                    && ConfigKey.variable(path).equals(variable)) {
                paths.add(path);
            }
        }
        return paths;
    }

    private static boolean hasText(FlatEntry entry) {
        return entry.kind() == Kind.SCALAR || entry.kind() == Kind.LIST;
    }
}
