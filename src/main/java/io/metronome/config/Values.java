package io.metronome.config;

import io.metronome.config.FlatFile.Entry;
import io.metronome.config.FlatFile.Kind;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The value of each key, by the file and, before it, the environment; remembers what was wrong with them. */
final class Values {
    private static final int FILE_RANK = 100;
    private static final int ENVIRONMENT_RANK = 300;
    private static final String BRACES = "${";

    private final FlatFile file;
    private final Variables variables;
    private final SmallRyeConfig config;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> bad = new HashSet<>();

    /** A value that was written somewhere, and where. */
    private record Found(String text, boolean inFile, String place) {}

    Values(FlatFile file, Map<String, String> environment) {
        this.file = file;
        this.variables = new Variables(environment);
        this.config = layers(file, environment);
    }

    /* No interceptors: SmallRye's own expansion expands what a variable holds again, and so spoils a password with $$. */
    private static SmallRyeConfig layers(FlatFile file, Map<String, String> environment) {
        Map<String, String> written = new HashMap<>();
        file.entries().forEach((path, entry) -> {
            if (entry.kind() == Kind.SCALAR || entry.kind() == Kind.LIST) {
                written.put(path, entry.text());
            }
        });
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(written, file.name(), FILE_RANK))
                .withSources(new EnvConfigSource(environment, ENVIRONMENT_RANK))
                .build();
    }

    /** The key's value; its default where none is given, or a wrong one. */
    <T> T of(Key<T> key) {
        Found found = find(key.path());
        if (found == null) {
            return fallback(key);
        }
        String text = expand(found, key.path());
        Entry entry = file.entries().get(key.path());
        boolean list = found.inFile() && entry != null && entry.kind() == Kind.LIST;
        T value = text == null || (list && !key.form().list())
                ? null
                : key.form().reading().read(text);
        if (value == null && text != null) {
            String shown = key.form().hidden() ? "a value that is not shown" : quote(found, list);
            complain(
                    found.place(),
                    key.path(),
                    "found " + shown + "; allowed is " + key.form().allowed());
        }
        return value == null ? fallback(key) : value;
    }

    private static String quote(Found found, boolean list) {
        return (list ? "the list " : "") + '"' + found.text() + '"';
    }

    private <T> T fallback(Key<T> key) {
        String text = variables.expand(key.fallback(), name -> {});
        return Objects.requireNonNull(key.form().reading().read(text), key.path());
    }

    /** Everything below a path, by the rest of its name. */
    Map<String, String> below(String path) {
        Map<String, String> all = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            Found found = name.startsWith(path + '.') ? find(name) : null;
            String text = found == null ? null : expand(found, name);
            if (text != null) {
                all.put(name.substring(path.length() + 1), text);
            }
        }
        return all;
    }

    private @Nullable Found find(String path) {
        ConfigValue value = config.getConfigValue(path);
        String text = value.getRawValue();
        if (text == null) {
            return null;
        }
        boolean inFile = value.getConfigSourceOrdinal() == FILE_RANK;
        return new Found(text, inFile, inFile ? file.place(path) : "environment " + Key.variable(path));
    }

    /* What the environment overrides is taken as it is. */
    private @Nullable String expand(Found found, String path) {
        if (!found.inFile() || !found.text().contains(BRACES)) {
            return found.text();
        }
        List<String> undefined = new ArrayList<>();
        String text = variables.expand(found.text(), undefined::add);
        for (String name : undefined) {
            complain(
                    found.place(),
                    path,
                    "found ${" + name + "}, which the environment does not define; allowed is ${" + name
                            + ":default}, or to define it");
        }
        return undefined.isEmpty() ? text : null;
    }

    /** Notes a mistake at a path. */
    void complain(String place, String path, String what) {
        bad.add(path);
        problems.add(place + ": " + path + ": " + what);
    }

    /** Notes that a value does not go with another; silent where one of them is wrong in itself. */
    void contradict(boolean wrong, Key<?> key, String what, Key<?>... others) {
        boolean known = !bad.contains(key.path());
        for (Key<?> other : others) {
            known &= !bad.contains(other.path());
        }
        if (wrong && known) {
            Found found = find(key.path());
            String text = found == null ? key.fallback() + "\" (the default)" : found.text() + '"';
            problems.add((found == null ? file.name() : found.place()) + ": " + key.path() + ": found \"" + text + "; "
                    + what);
        }
    }

    List<String> problems() {
        return problems;
    }
}
