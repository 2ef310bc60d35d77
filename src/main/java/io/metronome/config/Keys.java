package io.metronome.config;

import io.metronome.command.OnUnknown;
import io.metronome.command.Secret;
import io.metronome.ledger.WriteFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All keys with their defaults and formats. The documents are tested against this table. */
final class Keys {
    /** The section of all keys. */
    static final String ROOT = "metronome";

    /** The section whose names are Kafka's. */
    static final String KAFKA_PROPERTIES = ROOT + ".kafka.properties";

    /** Means that there is no maximum age. */
    static final Duration NO_AGE = Duration.ZERO;

    /** Means that there is no file. */
    static final Path NO_FILE = Path.of("");

    private static final List<ConfigKey<?>> LIST = new ArrayList<>();

    static final ConfigKey<String> BOOTSTRAP = key("kafka.bootstrap-servers", "localhost:9092", ValueFormat.servers());
    static final ConfigKey<String> GROUP_ID = key("kafka.group-id", "metronome", ValueFormat.text());

    static final ConfigKey<String> COMMANDS = key("topics.commands", "metronome.commands", ValueFormat.topic());
    static final ConfigKey<String> RESULTS = key("topics.results", "metronome.results", ValueFormat.topic());
    static final ConfigKey<String> DEAD_LETTERS =
            key("topics.dead-letters", "metronome.dead-letters", ValueFormat.topic());
    static final ConfigKey<String> LEDGER = key("topics.ledger", "metronome.ledger", ValueFormat.topic());
    static final ConfigKey<String> CONTROL = key("topics.control", "metronome.control", ValueFormat.topic());
    static final ConfigKey<Boolean> CREATE = key("topics.create", "false", ValueFormat.flag());
    static final ConfigKey<Integer> PARTITIONS =
            key("topics.partitions", "12", ValueFormat.whole(1, Settings.TopicSettings.MOST_PARTITIONS));
    static final ConfigKey<Integer> REPLICATION =
            key("topics.replication", "3", ValueFormat.whole(1, Settings.TopicSettings.MOST_REPLICAS));

    static final ConfigKey<Path> INSTANCES = key("instances.file", "config/instances.yaml", ValueFormat.files());
    static final ConfigKey<Settings.Shrink> SHRINK =
            key("instances.shrink", "refuse", ValueFormat.choice(Settings.Shrink.class));
    static final ConfigKey<Duration> INSTANCES_GRACE = key("instances.grace", "5m", ValueFormat.duration("0s", "7d"));
    static final ConfigKey<Settings.UnknownInstanceRule> UNKNOWN =
            key("instances.unknown", "dead-letter", ValueFormat.choice(Settings.UnknownInstanceRule.class));

    static final ConfigKey<Duration> SETTINGS_REFRESH =
            key("pacing.settings-refresh", "5m", ValueFormat.duration("1s", "1d"));
    static final ConfigKey<Duration> FALLBACK_DELAY =
            key("pacing.fallback-delay", "1s", ValueFormat.duration("500ms", "24h"));

    static final ConfigKey<Integer> MAX_IN_FLIGHT = key("delivery.max-in-flight", "256", ValueFormat.whole(1, 65_536));
    static final ConfigKey<Duration> TIMEOUT = key("delivery.timeout", "15s", ValueFormat.duration("100ms", "10m"));
    static final ConfigKey<Integer> MAX_ATTEMPTS = key("delivery.retry.max-attempts", "5", ValueFormat.whole(1, 1_000));
    static final ConfigKey<Duration> FIRST_BACKOFF =
            key("delivery.retry.first-backoff", "1s", ValueFormat.duration("10ms", "1h"));
    static final ConfigKey<Duration> MAX_BACKOFF =
            key("delivery.retry.max-backoff", "5m", ValueFormat.duration("10ms", "1d"));
    static final ConfigKey<OnUnknown> ON_UNKNOWN =
            key("delivery.on-unknown", "resend", ValueFormat.choice(OnUnknown.class));
    static final ConfigKey<Boolean> ALLOW_HTTP = key("delivery.allow-http", "false", ValueFormat.flag());
    static final ConfigKey<Duration> MAX_UNSAVED =
            key("delivery.max-unsaved", "1s", ValueFormat.duration("10ms", "1h"));
    static final ConfigKey<Duration> MAX_AGE =
            key("delivery.max-age", "none", ValueFormat.duration("1s", "365d").orWord("none", "none", NO_AGE));

    static final ConfigKey<Long> MAX_PENDING =
            key("intake.max-pending-bytes", "512MB", ValueFormat.size("1MB", "1024GB"));
    static final ConfigKey<Long> MAX_RECORD = key("intake.max-record-bytes", "1MB", ValueFormat.size("1KB", "64MB"));
    static final ConfigKey<UnknownFields> UNKNOWN_FIELDS =
            key("intake.unknown-fields", "refuse", ValueFormat.choice(UnknownFields.class));

    static final ConfigKey<Path> SPILL_DIRECTORY =
            key("spill.directory", "", ValueFormat.directory().orEmpty(NO_FILE));
    static final ConfigKey<Long> SPILL_BYTES = key("spill.max-bytes", "4GB", ValueFormat.size("0", "128GB"));

    static final ConfigKey<Duration> CHECKPOINT =
            key("checkpoint-interval", "100ms", ValueFormat.duration("5ms", "10s"));
    static final ConfigKey<Duration> LEASE = key("lease", "3s", ValueFormat.duration("500ms", "10m"));
    static final ConfigKey<Duration> WINDOW = key("idempotency-window", "10m", ValueFormat.duration("1s", "7d"));

    static final ConfigKey<WriteFormat> WRITE_FORMAT = key("ledger.write-format", "auto", ValueFormat.writeFormat());

    static final ConfigKey<Set<String>> ALLOWED_TOPICS = key("replies.allowed-topics", "", ValueFormat.topics());
    static final ConfigKey<Duration> GRACE = key("shutdown-grace", "20s", ValueFormat.duration("1s", "1h"));

    static final ConfigKey<String> HOST = key("http.host", "0.0.0.0", ValueFormat.text());
    static final ConfigKey<Integer> PORT = key("http.port", "8080", ValueFormat.whole(0, 65_535));
    static final ConfigKey<Integer> PROBE_PORT = key("http.probe-port", "0", ValueFormat.whole(0, 65_535));
    static final ConfigKey<String> ADVERTISED_URL =
            key("http.advertised-url", "", ValueFormat.origin().orEmpty(""));
    static final ConfigKey<String> PEER_NAME =
            key("http.peer-name", "", ValueFormat.host().orEmpty(""));
    static final ConfigKey<Set<String>> HOST_NAMES = key("http.host-names", "", ValueFormat.hosts());
    static final ConfigKey<Secret> ADMIN_TOKEN = key(
            "http.admin-token",
            "${METRONOME_ADMIN_TOKEN:}",
            ValueFormat.secret(32).orEmpty(new Secret("")));
    static final ConfigKey<Path> TLS_CERTIFICATE =
            key("http.tls-certificate", "", ValueFormat.file().orEmpty(NO_FILE));
    static final ConfigKey<Path> TLS_KEY =
            key("http.tls-key", "", ValueFormat.file().orEmpty(NO_FILE));

    static final ConfigKey<Settings.LogSettings.Level> LEVEL =
            key("log.level", "info", ValueFormat.choice(Settings.LogSettings.Level.class));
    static final ConfigKey<Settings.LogSettings.Format> FORMAT =
            key("log.format", "text", ValueFormat.choice(Settings.LogSettings.Format.class));

    /** All keys in the order of the file. */
    static final List<ConfigKey<?>> ALL = List.copyOf(LIST);

    private Keys() {}

    /** The rule for fields that GREEN-API does not document. */
    enum UnknownFields {
        REFUSE,
        PASS
    }

    private static <T> ConfigKey<T> key(String path, String fallback, ValueFormat<T> form) {
        ConfigKey<T> key = new ConfigKey<>(ROOT + '.' + path, fallback, form);
        LIST.add(key);
        return key;
    }
}
