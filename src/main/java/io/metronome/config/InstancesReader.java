package io.metronome.config;

import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.config.InstanceEntry.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an instances file, YAML or JSON, and finds every mistake in it at once. */
public final class InstancesReader {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,32}");
    /* The characters that need no escape in the path of a URL. A token with any other was pasted wrongly. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~-]{1,256}");
    private static final ValueFormat<String> ID = ValueFormat.of(
            "a number of 1 to 32 digits", id -> DIGITS.matcher(id).matches() ? id : null);
    private static final ValueFormat<String> TOKEN = new ValueFormat<>(
            "1 to 256 letters, digits, dots, dashes, underscores, tildes",
            true,
            false,
            token -> SEGMENT.matcher(token).matches() ? token : null);
    private static final ValueFormat<String> ORIGIN = ValueFormat.origin();
    private static final ValueFormat<Messenger> MESSENGER = ValueFormat.choice(Messenger.class);
    private static final ValueFormat<Duration> DELAY = ValueFormat.duration("500ms", "24h");

    private final String file;
    private final Variables variables;
    private final InstanceEntry defaults;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    private InstancesReader(String file, Variables variables, InstanceEntry defaults) {
        this.file = file;
        this.variables = variables;
        this.defaults = defaults;
    }

    /**
     * Reads a file.
     *
     * @param environment the variables for references such as <code>${VAR}</code>
     * @param apiUrl the default where the file has none; null where a missing one is a mistake
     */
    public static InstancesRead read(Path file, Map<String, String> environment, @Nullable String apiUrl) {
        try {
            return of(file.toString(), Files.readString(file), environment, apiUrl);
        } catch (NoSuchFileException missing) {
            return new InstancesRead.Bad(
                    List.of(file + ": found no such file; allowed is the path of a file with instances"));
        } catch (IOException unreadable) {
            return new InstancesRead.Bad(List.of(file + ": cannot be read as UTF-8 text (" + unreadable + ")"));
        }
    }

    static InstancesRead of(String file, String text, Map<String, String> environment, @Nullable String apiUrl) {
        // Editors on Windows begin a file with a byte-order mark. YAML allows it, and JSON does not.
        InstanceEntries written = new InstanceEntries(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (apiUrl != null) {
            written.defaults().texts().putIfAbsent(Field.API_URL, apiUrl);
        }
        InstancesReader reader = new InstancesReader(file, new Variables(environment), written.defaults());
        reader.problems.addAll(written.problems());
        written.entries().forEach(reader::add);
        return reader.problems.isEmpty()
                ? new InstancesRead.Good(reader.instances)
                : new InstancesRead.Bad(List.copyOf(reader.problems));
    }

    private void add(InstanceEntry entry) {
        int before = problems.size();
        String id = required(entry, Field.ID, ID);
        String token = required(entry, Field.TOKEN, TOKEN);
        String apiUrl = required(entry, Field.API_URL, ORIGIN);
        Messenger messenger = optional(entry, Field.MESSENGER, MESSENGER);
        Duration delay = optional(entry, Field.DELAY, DELAY);
        Integer first = id == null ? null : indexes.putIfAbsent(id, entry.index());
        if (first != null) {
            problem(entry, Field.ID, "found the id of instances[" + first + "] again; allowed is each once");
        }
        if (id != null && token != null && apiUrl != null && problems.size() == before) {
            Messenger known = messenger == null ? Messenger.WHATSAPP : messenger;
            instances.put(id, new Instance(id, apiUrl, new Secret(token), known, delay));
        }
    }

    private <T> @Nullable T required(InstanceEntry entry, Field field, ValueFormat<T> form) {
        if (entry.text(field) == null && defaults.text(field) == null) {
            problem(entry, field, "found nothing; allowed is " + form.allowed());
            return null;
        }
        return optional(entry, field, form);
    }

    private <T> @Nullable T optional(InstanceEntry entry, Field field, ValueFormat<T> form) {
        String own = entry.text(field);
        String written = own == null ? defaults.text(field) : own;
        if (written == null) {
            return null;
        }
        int before = problems.size();
        String text = variables.expand(written, name -> problem(entry, field, Variables.undefined(name)));
        T value = form.reading().read(text);
        if (value == null && problems.size() == before) {
            String shown = form.hidden() ? "a text that is not shown" : Shown.value(written);
            problem(entry, field, "found " + shown + "; allowed is " + form.allowed());
        }
        return value;
    }

    private void problem(InstanceEntry entry, Field field, String what) {
        problems.add(file + ":" + entry.line() + ": " + entry.name() + ": " + field.spelling() + ": " + what);
    }
}
