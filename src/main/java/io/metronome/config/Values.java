package io.metronome.config;

import io.metronome.config.RawValues.RawValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the value of each key, and collects what is wrong with the values. */
final class Values {
    private final FlatFile file;
    private final RawValues written;
    private final Variables variables;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> bad = new HashSet<>();

    Values(FlatFile file, Map<String, String> environment) {
        this.file = file;
        this.written = new RawValues(file, environment);
        this.variables = new Variables(environment);
    }

    /** The key's value; its default where none is written, or a wrong one. */
    <T> T of(ConfigKey<T> key) {
        RawValue raw = written.find(key.path());
        if (raw == null) {
            return fallback(key);
        }
        String text = expand(raw, key.path());
        T value = text == null || (raw.list() && !key.form().list())
                ? null
                : key.form().reader().read(text);
        if (value == null && text != null) {
            complain(key.path(), wrong(key, raw));
        }
        return value == null ? builtIn(key) : value;
    }

    private static String wrong(ConfigKey<?> key, RawValue raw) {
        String shown = key.form().hidden()
                ? "a value that is not shown"
                : (raw.list() ? "the list " : "") + Shown.value(raw.text());
        return "found " + shown + "; allowed is " + key.form().allowed();
    }

    /* A default may name a variable, and the variable may hold something wrong. */
    private <T> T fallback(ConfigKey<T> key) {
        T value = key.form().reader().read(variables.expand(key.fallback(), name -> {}));
        if (value == null) {
            complain(
                    key.path(),
                    "found a wrong value in " + key.fallback() + " (the default); allowed is "
                            + key.form().allowed());
        }
        return value == null ? builtIn(key) : value;
    }

    private static <T> T builtIn(ConfigKey<T> key) {
        String text = new Variables(Map.of()).expand(key.fallback(), name -> {});
        return Objects.requireNonNull(key.form().reader().read(text), key.path());
    }

    /** Everything below a path, by the rest of its name. */
    Map<String, String> below(String section) {
        Map<String, String> all = new TreeMap<>();
        for (String path : written.below(section)) {
            RawValue raw = written.find(path);
            String text = raw == null ? null : expand(raw, path);
            if (text != null) {
                all.put(path.substring(section.length() + 1), text);
            }
        }
        return all;
    }

    /* References are replaced in the file alone: what the environment says is taken as it is. */
    private @Nullable String expand(RawValue raw, String path) {
        if (!raw.inFile()) {
            return raw.text();
        }
        List<String> undefined = new ArrayList<>();
        String text = variables.expand(raw.text(), undefined::add);
        undefined.forEach(name -> complain(path, Variables.undefined(name)));
        return undefined.isEmpty() ? text : null;
    }

    /** Adds a mistake in the value of a path, or in its name. */
    void complain(String path, String what) {
        bad.add(path);
        problems.add(place(path) + ": " + path + ": " + what);
    }

    /** Adds that a value does not go with others. Says nothing where one of them is wrong in itself. */
    void contradict(boolean wrong, ConfigKey<?> key, String what, ConfigKey<?>... others) {
        boolean known = !bad.contains(key.path());
        for (ConfigKey<?> other : others) {
            known &= !bad.contains(other.path());
        }
        if (wrong && known) {
            RawValue raw = written.find(key.path());
            String text = raw == null ? '"' + key.fallback() + "\" (the default)" : Shown.value(raw.text());
            problems.add(place(key.path()) + ": " + key.path() + ": found " + text + "; " + what);
        }
    }

    private String place(String path) {
        RawValue raw = written.find(path);
        return raw == null ? file.name() : raw.place();
    }

    List<String> problems() {
        return problems;
    }
}
