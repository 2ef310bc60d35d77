package io.metronome.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the settings. A value comes from the environment, or else from the YAML file, or else it is the default. */
public final class SettingsReader {
    private SettingsReader() {}

    /**
     * Reads a file that must exist.
     *
     * @param environment the variables of the process, for overridden keys and for references such as
     *     <code>${VAR}</code>
     */
    public static ReadResult read(Path file, Map<String, String> environment) {
        return read(file, environment, true);
    }

    /** Reads a file that may be missing. Then the environment and the defaults count. */
    public static ReadResult readIfThere(Path file, Map<String, String> environment) {
        return read(file, environment, false);
    }

    private static ReadResult read(Path file, Map<String, String> environment, boolean required) {
        String name = file.toString();
        try {
            return of(name, Files.readString(file), environment);
        } catch (NoSuchFileException missing) {
            return of(
                    FlatFile.absent(name),
                    environment,
                    required ? List.of(name + ": found no such file; allowed is the path of a YAML file") : List.of());
        } catch (IOException unreadable) {
            return of(
                    FlatFile.absent(name),
                    environment,
                    List.of(name + ": cannot be read as UTF-8 text (" + unreadable + ")"));
        }
    }

    static ReadResult of(String name, String yaml, Map<String, String> environment) {
        return of(FlatFile.of(name, yaml), environment, List.of());
    }

    private static ReadResult of(FlatFile file, Map<String, String> environment, List<String> before) {
        List<String> problems = new ArrayList<>(before);
        problems.addAll(file.problems());
        problems.addAll(UnknownKeys.in(file, environment));
        Values values = new Values(file, environment);
        Settings settings = settings(values);
        Contradictions.in(values);
        KafkaProperties.check(values);
        problems.addAll(values.problems().stream().distinct().toList());
        return problems.isEmpty()
                ? new ReadResult.Good(settings)
                : new ReadResult.Bad(
                        List.copyOf(problems),
                        settings.instances().file(),
                        settings.delivery().allowHttp());
    }

    private static Settings settings(Values values) {
        return new Settings(
                new Settings.KafkaSettings(
                        values.of(Keys.BOOTSTRAP), values.of(Keys.GROUP_ID), values.below(Keys.KAFKA_PROPERTIES)),
                topics(values),
                new Settings.InstanceSettings(
                        values.of(Keys.INSTANCES),
                        values.of(Keys.SHRINK),
                        values.of(Keys.INSTANCES_GRACE),
                        values.of(Keys.UNKNOWN)),
                new Settings.PacingSettings(values.of(Keys.SETTINGS_REFRESH), values.of(Keys.FALLBACK_DELAY)),
                delivery(values),
                new Settings.IntakeSettings(
                        values.of(Keys.MAX_PENDING),
                        Math.toIntExact(values.of(Keys.MAX_RECORD)),
                        values.of(Keys.UNKNOWN_FIELDS) == Keys.UnknownFields.PASS),
                new Settings.SpillSettings(file(values.of(Keys.SPILL_DIRECTORY)), values.of(Keys.SPILL_BYTES)),
                values.of(Keys.CHECKPOINT),
                values.of(Keys.LEASE),
                values.of(Keys.WINDOW),
                new Settings.FormatSettings(values.of(Keys.WRITE_FORMAT)),
                new Settings.ReplySettings(values.of(Keys.ALLOWED_TOPICS)),
                values.of(Keys.GRACE),
                http(values),
                new Settings.LogSettings(values.of(Keys.LEVEL), values.of(Keys.FORMAT)));
    }

    private static Settings.TopicSettings topics(Values values) {
        return new Settings.TopicSettings(
                values.of(Keys.COMMANDS),
                values.of(Keys.RESULTS),
                values.of(Keys.DEAD_LETTERS),
                values.of(Keys.LEDGER),
                values.of(Keys.CONTROL),
                values.of(Keys.CREATE),
                values.of(Keys.PARTITIONS),
                values.of(Keys.REPLICATION));
    }

    private static Settings.HttpSettings http(Values values) {
        return new Settings.HttpSettings(
                values.of(Keys.HOST),
                values.of(Keys.PORT),
                values.of(Keys.PROBE_PORT),
                values.of(Keys.ADVERTISED_URL),
                values.of(Keys.PEER_NAME),
                values.of(Keys.HOST_NAMES),
                values.of(Keys.ADMIN_TOKEN),
                file(values.of(Keys.TLS_CERTIFICATE)),
                file(values.of(Keys.TLS_KEY)));
    }

    private static @Nullable Path file(Path named) {
        return named.equals(Keys.NO_FILE) ? null : named;
    }

    private static Settings.DeliverySettings delivery(Values values) {
        Duration age = values.of(Keys.MAX_AGE);
        return new Settings.DeliverySettings(
                values.of(Keys.MAX_IN_FLIGHT),
                values.of(Keys.TIMEOUT),
                new Settings.DeliverySettings.RetrySettings(
                        values.of(Keys.MAX_ATTEMPTS), values.of(Keys.FIRST_BACKOFF), values.of(Keys.MAX_BACKOFF)),
                values.of(Keys.ON_UNKNOWN),
                values.of(Keys.ALLOW_HTTP),
                values.of(Keys.MAX_UNSAVED),
                age.equals(Keys.NO_AGE) ? null : age);
    }
}
