package io.metronome.config;

import static java.util.stream.Collectors.joining;

import io.metronome.config.FlatFile.FlatEntry;
import io.metronome.config.FlatFile.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds unknown keys, values where a section belongs, and misspelt environment variables. */
final class UnknownKeys {
    private static final Set<String> LEAVES = leaves();
    private static final Set<String> SECTIONS = sections();
    private static final int MISSPELT = 2;

    private UnknownKeys() {}

    static List<String> in(FlatFile file, Map<String, String> environment) {
        Set<String> problems = new LinkedHashSet<>();
        file.entries().forEach((path, entry) -> {
            String problem = mistake(path, entry);
            if (problem != null) {
                problems.add(file.place(path) + ": " + problem);
            }
        });
        problems.addAll(variables(environment));
        return new ArrayList<>(problems);
    }

    private static @Nullable String mistake(String path, FlatEntry entry) {
        if (LEAVES.contains(path)) {
            return entry.kind() == Kind.NOTHING || entry.kind() == Kind.MAP
                    ? path + ": found " + (entry.kind() == Kind.MAP ? "a map" : "nothing") + "; allowed is a value"
                    : null;
        }
        if (SECTIONS.contains(path)) {
            return entry.kind() == Kind.SCALAR || entry.kind() == Kind.LIST
                    ? path + ": found a value; allowed is a section with " + children(path)
                    : null;
        }
        boolean hasValue = entry.kind() != Kind.NOTHING;
        if (path.startsWith(Keys.KAFKA_PROPERTIES + '.')) {
            return hasValue ? null : Keys.KAFKA_PROPERTIES + ": " + Shown.WORD_ALONE;
        }
        String outermost = outermost(path);
        return unknown(outermost, hasValue || !outermost.equals(path));
    }

    private static String unknown(String path, boolean hasValue) {
        Set<String> known = new TreeSet<>(LEAVES);
        known.addAll(SECTIONS);
        return LEAVES.contains(path)
                ? path + ": found a map; allowed is a value"
                : Shown.unknownKey(path, hasValue, Nearest.to(path, known));
    }

    /** The path up to its first unknown key, so that a misspelt section is one mistake and not one for each key. */
    private static String outermost(String path) {
        int dot = path.indexOf('.');
        while (dot > 0 && SECTIONS.contains(path.substring(0, dot))) {
            dot = path.indexOf('.', dot + 1);
        }
        return dot < 0 ? path : path.substring(0, dot);
    }

    /* Kubernetes sets variables with this prefix, too, for a service of that name. So only near misses are reported. */
    private static List<String> variables(Map<String, String> environment) {
        Set<String> known = new TreeSet<>();
        LEAVES.forEach(path -> known.add(ConfigKey.variable(path)));
        known.add("METRONOME_ADMIN_TOKEN");
        List<String> problems = new ArrayList<>();
        for (String name : new TreeSet<>(environment.keySet())) {
            boolean ours = name.startsWith("METRONOME_") && !known.contains(name);
            String nearest = ours ? Nearest.to(name, known) : name;
            if (ours && Nearest.changes(name, nearest) <= MISSPELT) {
                problems.add("environment " + name + ": found an unknown variable; the nearest that is allowed is "
                        + nearest);
            }
        }
        return problems;
    }

    private static String children(String section) {
        return leaves().stream()
                .filter(path -> path.startsWith(section + '.'))
                .map(path -> path.substring(section.length() + 1))
                .collect(joining(", "));
    }

    private static Set<String> leaves() {
        Set<String> leaves = new LinkedHashSet<>();
        Keys.ALL.forEach(key -> leaves.add(key.path()));
        return leaves;
    }

    private static Set<String> sections() {
        Set<String> sections = new TreeSet<>(Set.of(Keys.KAFKA_PROPERTIES));
        for (String path : LEAVES) {
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                sections.add(path.substring(0, dot));
            }
        }
        return sections;
    }
}
