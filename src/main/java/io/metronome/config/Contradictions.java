package io.metronome.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks values against each other: values that are allowed, but not together. */
final class Contradictions {
    private static final Duration GRACE_BEYOND_CALL = Duration.ofSeconds(5);
    private static final int CHECKPOINTS_IN_LEASE = 3;
    private static final List<ConfigKey<String>> TOPICS =
            List.of(Keys.COMMANDS, Keys.RESULTS, Keys.DEAD_LETTERS, Keys.LEDGER, Keys.CONTROL);

    private Contradictions() {}

    /** Adds each contradiction to the problems of the values. */
    static void in(Values values) {
        times(values);
        sizes(values);
        topics(values);
        alone(values, Keys.TLS_CERTIFICATE, Keys.TLS_KEY);
        alone(values, Keys.TLS_KEY, Keys.TLS_CERTIFICATE);
    }

    private static void times(Values values) {
        Duration least = values.of(Keys.TIMEOUT).plus(GRACE_BEYOND_CALL);
        values.contradict(
                values.of(Keys.GRACE).compareTo(least) < 0,
                Keys.GRACE,
                "allowed is at least " + Keys.TIMEOUT.path() + " and 5s, together " + least.toMillis() + "ms",
                Keys.TIMEOUT);
        values.contradict(
                values.of(Keys.CHECKPOINT).multipliedBy(CHECKPOINTS_IN_LEASE).compareTo(values.of(Keys.LEASE)) > 0,
                Keys.CHECKPOINT,
                "allowed is at most a third of " + Keys.LEASE.path(),
                Keys.LEASE);
        values.contradict(
                values.of(Keys.MAX_BACKOFF).compareTo(values.of(Keys.FIRST_BACKOFF)) < 0,
                Keys.MAX_BACKOFF,
                "allowed is at least " + Keys.FIRST_BACKOFF.path(),
                Keys.FIRST_BACKOFF);
    }

    private static void sizes(Values values) {
        values.contradict(
                values.of(Keys.MAX_PENDING) < values.of(Keys.MAX_RECORD),
                Keys.MAX_PENDING,
                "allowed is at least " + Keys.MAX_RECORD.path(),
                Keys.MAX_RECORD);
    }

    private static void alone(Values values, ConfigKey<Path> key, ConfigKey<Path> partner) {
        values.contradict(
                values.of(key).equals(Keys.NO_FILE) && !values.of(partner).equals(Keys.NO_FILE),
                key,
                "allowed is the path of a file where " + partner.path() + " names one; or neither, for plain HTTP",
                partner);
    }

    private static void topics(Values values) {
        Map<String, ConfigKey<String>> owners = new LinkedHashMap<>();
        for (ConfigKey<String> key : TOPICS) {
            ConfigKey<String> other = owners.putIfAbsent(values.of(key), key);
            values.contradict(
                    other != null,
                    key,
                    "allowed is a topic of its own, and " + (other == null ? "" : other.path()) + " has this one");
            values.contradict(
                    values.of(Keys.ALLOWED_TOPICS).contains(values.of(key)),
                    Keys.ALLOWED_TOPICS,
                    "allowed is none of metronome's own topics, and this is " + key.path(),
                    key);
        }
    }
}
