package io.metronome.config;

import io.metronome.command.OnUnknown;
import io.metronome.command.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every key there is: name, default, unit and range. This table is the reference; there is no second one. */
final class Keys {
    /** Where all keys stand in the file. */
    static final String ROOT = "metronome";

    /** Below this the names are Kafka's. */
    static final String KAFKA_PROPERTIES = ROOT + ".kafka.properties";

    /** Stands for an absent maximum age. */
    static final Duration NO_AGE = Duration.ZERO;

    /** Stands for a file that is not there. */
    static final Path NO_FILE = Path.of("");

    private static final List<Key<?>> LIST = new ArrayList<>();

    static final Key<String> BOOTSTRAP = key("kafka.bootstrap-servers", "localhost:9092", Form.servers());
    static final Key<String> GROUP_ID = key("kafka.group-id", "metronome", Form.text());

    static final Key<String> COMMANDS = key("topics.commands", "metronome.commands", Form.topic());
    static final Key<String> RESULTS = key("topics.results", "metronome.results", Form.topic());
    static final Key<String> DEAD_LETTERS = key("topics.dead-letters", "metronome.dead-letters", Form.topic());
    static final Key<String> LEDGER = key("topics.ledger", "metronome.ledger", Form.topic());
    static final Key<String> CONTROL = key("topics.control", "metronome.control", Form.topic());
    static final Key<Boolean> CREATE = key("topics.create", "false", Form.flag());
    static final Key<Integer> PARTITIONS =
            key("topics.partitions", "12", Form.whole(1, Settings.Topics.MOST_PARTITIONS));
    static final Key<Integer> REPLICATION =
            key("topics.replication", "3", Form.whole(1, Settings.Topics.MOST_REPLICAS));

    static final Key<Path> INSTANCES = key("instances.file", "config/instances.yaml", Form.file());
    static final Key<Settings.Unknown> UNKNOWN =
            key("instances.unknown", "dead-letter", Form.choice(Settings.Unknown.class));

    static final Key<Duration> SETTINGS_REFRESH = key("pacing.settings-refresh", "5m", Form.duration("1s", "1d"));
    static final Key<Duration> FALLBACK_DELAY = key("pacing.fallback-delay", "1s", Form.duration("500ms", "24h"));

    static final Key<Integer> MAX_IN_FLIGHT = key("delivery.max-in-flight", "256", Form.whole(1, 65_536));
    static final Key<Duration> TIMEOUT = key("delivery.timeout", "15s", Form.duration("100ms", "10m"));
    static final Key<Integer> MAX_ATTEMPTS = key("delivery.retry.max-attempts", "5", Form.whole(1, 1_000));
    static final Key<Duration> FIRST_BACKOFF = key("delivery.retry.first-backoff", "1s", Form.duration("10ms", "1h"));
    static final Key<Duration> MAX_BACKOFF = key("delivery.retry.max-backoff", "5m", Form.duration("10ms", "1d"));
    static final Key<OnUnknown> ON_UNKNOWN = key("delivery.on-unknown", "resend", Form.choice(OnUnknown.class));
    static final Key<Duration> MAX_UNSAVED = key("delivery.max-unsaved", "1s", Form.duration("10ms", "1h"));
    static final Key<Duration> MAX_AGE =
            key("delivery.max-age", "none", Form.duration("1s", "365d").orWord("none", "none", NO_AGE));

    static final Key<Long> MAX_PENDING = key("intake.max-pending-bytes", "512MB", Form.size("1MB", "1024GB"));
    static final Key<Long> MAX_RECORD = key("intake.max-record-bytes", "1MB", Form.size("1KB", "64MB"));
    static final Key<UnknownFields> UNKNOWN_FIELDS =
            key("intake.unknown-fields", "refuse", Form.choice(UnknownFields.class));

    static final Key<Duration> CHECKPOINT = key("checkpoint-interval", "100ms", Form.duration("5ms", "10s"));
    static final Key<Duration> LEASE = key("lease", "3s", Form.duration("500ms", "1m"));
    static final Key<Duration> WINDOW = key("idempotency-window", "10m", Form.duration("1s", "7d"));
    static final Key<Set<String>> ALLOWED_TOPICS = key("replies.allowed-topics", "", Form.topics());
    static final Key<Duration> GRACE = key("shutdown-grace", "20s", Form.duration("1s", "1h"));

    static final Key<String> HOST = key("http.host", "0.0.0.0", Form.text());
    static final Key<Integer> PORT = key("http.port", "8080", Form.whole(0, 65_535));
    static final Key<String> ADVERTISED_URL =
            key("http.advertised-url", "", Form.origin().orEmpty(""));
    static final Key<Secret> ADMIN_TOKEN =
            key("http.admin-token", "${METRONOME_ADMIN_TOKEN:}", Form.secret(32).orEmpty(new Secret("")));
    static final Key<Path> TLS_CERTIFICATE =
            key("http.tls-certificate", "", Form.file().orEmpty(NO_FILE));
    static final Key<Path> TLS_KEY = key("http.tls-key", "", Form.file().orEmpty(NO_FILE));

    static final Key<Settings.Log.Level> LEVEL = key("log.level", "info", Form.choice(Settings.Log.Level.class));
    static final Key<Settings.Log.Format> FORMAT = key("log.format", "text", Form.choice(Settings.Log.Format.class));

    /** In the order of the file. */
    static final List<Key<?>> ALL = List.copyOf(LIST);

    private Keys() {}

    /** What becomes of fields that nobody documented. */
    enum UnknownFields {
        REFUSE,
        PASS
    }

    private static <T> Key<T> key(String path, String fallback, Form<T> form) {
        Key<T> key = new Key<>(ROOT + '.' + path, fallback, form);
        LIST.add(key);
        return key;
    }
}
