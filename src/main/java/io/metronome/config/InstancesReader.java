package io.metronome.config;

import io.metronome.command.DailyCap;
import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.PaceRules;
import io.metronome.command.Secret;
import io.metronome.command.SendingHours;
import io.metronome.config.InstanceEntry.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
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
    private static final Duration LONGEST_DOCUMENTED = Duration.ofMinutes(10);
    private static final ValueFormat<Duration> DELAY = ValueFormat.duration("500ms", "24h");
    private static final ValueFormat<Integer> JITTER = ValueFormat.percent(300);

    private final String file;
    private final ApiUrlRules rules;
    private final Variables variables;
    private final InstanceEntry defaults;
    private final Found found;
    private final ValueFormat<String> maxOrigin = ValueFormat.of(ORIGIN.allowed(), this::maxOrigin);
    private final Map<Map<String, String>, SendingHours> knownHours = new HashMap<>();
    private int withPrefix;
    private int slow;

    /**
     * The entries that the files have so far.
     *
     * @param places of the first entry with each id, for people
     */
    private record Found(
            Map<String, Instance> instances, Map<String, String> places, List<String> problems, List<String> notes) {
        InstancesRead result(String named) {
            if (problems.isEmpty() && instances.isEmpty()) {
                problems.add(
                        named + ": found an empty list of instances; allowed are entries with id and token, at least"
                                + " one");
            }
            return problems.isEmpty()
                    ? new InstancesRead.Good(instances, notes)
                    : new InstancesRead.Bad(List.copyOf(problems));
        }
    }

    /**
     * The rules for the entries of a file.
     *
     * @param apiUrl the default where the file has none; null where a missing one is a mistake
     * @param allowHttp whether an api-url with http:// may be of any host
     */
    public record ApiUrlRules(@Nullable String apiUrl, boolean allowHttp) {}

    private InstancesReader(String file, ApiUrlRules rules, Variables variables, InstanceEntry defaults, Found found) {
        this.found = found;
        this.file = file;
        this.rules = rules;
        this.variables = variables;
        this.defaults = defaults;
    }

    /**
     * Reads a file, the files of a folder, or those that a glob names. Each file has defaults of its own.
     *
     * @param environment the variables for references such as <code>${VAR}</code>
     */
    public static InstancesRead read(Path file, Map<String, String> environment, ApiUrlRules rules) {
        Found found = new Found(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        try {
            List<Path> files = new InstanceSources(file).files();
            if (files.isEmpty()) {
                found.problems()
                        .add(file + ": found no file with instances; allowed is one that ends in .yaml, .yml or .json");
            }
            files.forEach(each -> read(each, environment, rules, found));
        } catch (IOException unreadable) {
            found.problems().add(file + ": cannot be listed (" + unreadable.getMessage() + ")");
        }
        return found.result(file.toString());
    }

    private static void read(Path file, Map<String, String> environment, ApiUrlRules rules, Found found) {
        try {
            read(file.toString(), Files.readString(file), environment, rules, found);
        } catch (NoSuchFileException missing) {
            found.problems().add(file + ": found no such file; allowed is the path of a file with instances");
        } catch (IOException unreadable) {
            found.problems().add(file + ": cannot be read as UTF-8 text (" + unreadable + ")");
        }
    }

    static InstancesRead of(String file, String text, Map<String, String> environment, ApiUrlRules rules) {
        Found found = new Found(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        read(file, text, environment, rules, found);
        return found.result(file);
    }

    private static void read(
            String file, String text, Map<String, String> environment, ApiUrlRules rules, Found found) {
        // Some editors write a byte-order mark.
        InstanceEntries written = new InstanceEntries(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (rules.apiUrl() != null) {
            written.defaults().texts().putIfAbsent(Field.API_URL, rules.apiUrl());
        }
        found.problems().addAll(written.problems());
        InstancesReader reader =
                new InstancesReader(file, rules, new Variables(environment), written.defaults(), found);
        written.entries().forEach(reader::add);
        found.notes().addAll(reader.notes());
    }

    private void add(InstanceEntry entry) {
        int before = found.problems().size();
        String id = required(entry, Field.ID, ID);
        String token = required(entry, Field.TOKEN, TOKEN);
        Messenger messenger = optional(entry, Field.MESSENGER, MESSENGER);
        String apiUrl = required(entry, Field.API_URL, messenger == Messenger.MAX ? maxOrigin : ORIGIN);
        if (apiUrl != null && !rules.allowHttp() && !PlainHttp.isSafe(apiUrl)) {
            problem(
                    entry,
                    Field.API_URL,
                    "found " + Shown.value(apiUrl)
                            + ", where the token would go out unencrypted; allowed is https://, or"
                            + " http:// to this machine or a name of the cluster; delivery.allow-http: true allows any");
        }
        Duration delay = optional(entry, Field.DELAY, DELAY);
        PaceRules rules = paceRules(entry);
        String place = file + ":" + entry.line();
        String first = id == null ? null : found.places().putIfAbsent(id, place + ", instances[" + entry.index() + "]");
        if (first != null) {
            problem(entry, Field.ID, "found the id of " + inShort(first) + " again; allowed is each once");
        }
        if (id != null && token != null && apiUrl != null && found.problems().size() == before) {
            Messenger known = messenger == null ? Messenger.WHATSAPP : messenger;
            slow += delay != null && delay.compareTo(LONGEST_DOCUMENTED) > 0 ? 1 : 0;
            found.instances().put(id, new Instance(id, apiUrl, new Secret(token), known, delay, rules));
        }
    }

    private PaceRules paceRules(InstanceEntry entry) {
        Integer jitter = optional(entry, Field.JITTER, JITTER);
        SendingHours hours = hours(entry);
        DailyCap cap = cap(entry, hours);
        boolean isNone = jitter == null && hours == null && cap == null;
        return isNone ? PaceRules.NONE : new PaceRules(jitter == null ? 0 : jitter, hours, cap);
    }

    /* Many instances have the same hours: they are read once. */
    private @Nullable SendingHours hours(InstanceEntry entry) {
        Map<String, String> written = map(entry, Field.HOURS);
        SendingHours read = written == null ? null : knownHours.get(written);
        if (read == null && written != null) {
            read = HoursReader.read(written, problems(entry, Field.HOURS, written));
            if (read != null) {
                knownHours.put(written, read);
            }
        }
        return read;
    }

    private @Nullable DailyCap cap(InstanceEntry entry, @Nullable SendingHours hours) {
        Integer perDay = optional(entry, Field.PER_DAY, RampReader.CALLS);
        Map<String, String> written = map(entry, Field.RAMP);
        RampReader.Ramp ramp = written == null ? null : RampReader.read(written, problems(entry, Field.RAMP, written));
        if (perDay == null) {
            if (ramp != null) {
                problem(
                        entry,
                        Field.RAMP,
                        "found no per-day beside it; allowed is a ramp with per-day, which follows it");
            }
            return null;
        }
        ZoneId zone = hours == null ? ZoneOffset.UTC : hours.zone();
        return ramp == null ? new DailyCap(zone, perDay) : new DailyCap(zone, perDay, ramp.from(), ramp.days());
    }

    private @Nullable Map<String, String> map(InstanceEntry entry, Field field) {
        Map<String, String> own = own(entry, field);
        if (own == null || own.values().stream().noneMatch(value -> value.contains("${"))) {
            return own;
        }
        int before = found.problems().size();
        Map<String, String> expanded = new LinkedHashMap<>();
        own.forEach((key, value) -> expanded.put(
                key, variables.expand(value, name -> problem(entry, field, key, Variables.undefined(name)))));
        return found.problems().size() == before ? expanded : null;
    }

    private @Nullable Map<String, String> own(InstanceEntry entry, Field field) {
        Map<String, String> own = entry.maps().get(field);
        return own == null ? defaults.maps().get(field) : own;
    }

    /* Mistakes show the reference and not the variable's value, which may be a secret. */
    private BiConsumer<String, String> problems(InstanceEntry entry, Field field, Map<String, String> expanded) {
        return (key, what) -> {
            String reference = Objects.requireNonNull(own(entry, field)).getOrDefault(key, "");
            String value = Shown.value(expanded.getOrDefault(key, ""));
            boolean isReference = reference.contains("${");
            problem(entry, field, key, isReference ? what.replace(value, Shown.value(reference)) : what);
        };
    }

    /* Without the file where it is this one. */
    private String inShort(String place) {
        return place.startsWith(file + ":") ? place.substring(place.lastIndexOf(' ') + 1) : place;
    }

    /* The documentation of MAX shows the URL with the version, which the worker adds itself. */
    private @Nullable String maxOrigin(String text) {
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        String prefix = Messenger.MAX.pathPrefix();
        boolean has = bare.endsWith(prefix);
        withPrefix += has ? 1 : 0;
        return ORIGIN.reader().read(has ? bare.substring(0, bare.length() - prefix.length()) : text);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (withPrefix > 0) {
            notes.add(file + ": api-url ends in /v3 for " + withPrefix
                    + " MAX instances; it is taken without, because metronome adds /v3 itself");
        }
        if (slow > 0) {
            notes.add(file + ": delay is over 10m for " + slow
                    + " instances; the newest pages of GREEN-API name 600000 ms as the longest");
        }
        return notes;
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
        int before = found.problems().size();
        String text = variables.expand(written, name -> problem(entry, field, Variables.undefined(name)));
        T value = form.reader().read(text);
        if (value == null && found.problems().size() == before) {
            String shown = form.hidden() ? "a text that is not shown" : Shown.value(written);
            problem(entry, field, "found " + shown + "; allowed is " + form.allowed());
        }
        return value;
    }

    private void problem(InstanceEntry entry, Field field, String key, String what) {
        problem(entry, field, (key.isEmpty() ? "" : key + ": ") + what);
    }

    private void problem(InstanceEntry entry, Field field, String what) {
        found.problems().add(file + ":" + entry.line() + ": " + entry.name() + ": " + field.spelling() + ": " + what);
    }
}
