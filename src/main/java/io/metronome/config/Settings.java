package io.metronome.config;

import io.metronome.command.OnUnknown;
import io.metronome.command.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be configured, typed and checked; {@code config/metronome.yaml} explains each key.
 *
 * @param checkpointInterval the shortest time between two checkpoints
 * @param lease how long after a checkpoint's beginning calls may still start
 * @param idempotencyWindow how long an ended command's id is remembered
 * @param shutdownGrace how long a stop may take; at least the delivery timeout and 5 s
 */
public record Settings(
        Kafka kafka,
        Topics topics,
        Instances instances,
        Pacing pacing,
        Delivery delivery,
        Intake intake,
        Duration checkpointInterval,
        Duration lease,
        Duration idempotencyWindow,
        Replies replies,
        Duration shutdownGrace,
        Http http,
        Log log) {

    /**
     * How to reach the cluster.
     *
     * @param bootstrapServers {@code host:port}, comma separated
     * @param properties for every Kafka client, flat names; may hold passwords, so only the names are printed
     */
    public record Kafka(String bootstrapServers, String groupId, Map<String, String> properties) {
        @Override
        public String toString() {
            return "Kafka[bootstrapServers=" + bootstrapServers + ", groupId=" + groupId + ", properties="
                    + new TreeSet<>(properties.keySet()) + "]";
        }
    }

    /**
     * The names of metronome's own topics, and how to create them.
     *
     * @param create whether a start creates those that are missing
     * @param partitions of a commands topic that is created
     * @param replication of every topic that is created
     */
    public record Topics(
            String commands,
            String results,
            String deadLetters,
            String ledger,
            String control,
            boolean create,
            int partitions,
            int replication) {
        /** The most partitions a commands topic is created with; the least is 1. */
        public static final int MOST_PARTITIONS = 10_000;

        /** The most replicas a topic is created with; the least is 1. */
        public static final int MOST_REPLICAS = 100;

        /** The five names. */
        public Set<String> names() {
            return new TreeSet<>(List.of(commands, results, deadLetters, ledger, control));
        }
    }

    /** Where the credentials are, and what becomes of a command whose instance is not among them. */
    public record Instances(Path file, Unknown unknown) {}

    /** What becomes of a command for an instance without credentials. */
    public enum Unknown {
        DEAD_LETTER,
        WAIT
    }

    /**
     * Where an instance's delay comes from.
     *
     * @param settingsRefresh how often the delay of an instance with work is read
     * @param fallbackDelay the delay where it cannot be read
     */
    public record Pacing(Duration settingsRefresh, Duration fallbackDelay) {}

    /**
     * The calls.
     *
     * @param maxInFlight calls at once, over all instances
     * @param timeout of one call
     * @param onUnknown the policy of commands that name none
     * @param maxUnsaved no call starts while the running checkpoint is older than this
     * @param maxAge a default expiresAt, counted from the record's timestamp; null when there is none
     */
    public record Delivery(
            int maxInFlight,
            Duration timeout,
            Retry retry,
            OnUnknown onUnknown,
            Duration maxUnsaved,
            @Nullable Duration maxAge) {

        /** How often, and how far apart, a call that failed is tried again. */
        public record Retry(int maxAttempts, Duration firstBackoff, Duration maxBackoff) {}
    }

    /**
     * What is taken in.
     *
     * @param maxPendingBytes heap for waiting commands
     * @param maxRecordBytes a larger record is unreadable
     * @param unknownFieldsPass whether fields that nobody documented are let through
     */
    public record Intake(long maxPendingBytes, int maxRecordBytes, boolean unknownFieldsPass) {}

    /** Which topics, beside the results topic, a command's headers may name for its reply. */
    public record Replies(Set<String> allowedTopics) {}

    /**
     * The admin server.
     *
     * @param port 0 takes any free one
     * @param advertisedUrl how other workers reach this one; empty when that follows from host and port
     * @param adminToken empty when nothing may be changed over HTTP
     * @param tlsCertificate PEM, the chain; null, as then is the key, where plain HTTP is spoken
     * @param tlsKey PEM, PKCS#8
     */
    public record Http(
            String host,
            int port,
            String advertisedUrl,
            Secret adminToken,
            @Nullable Path tlsCertificate,
            @Nullable Path tlsKey) {}

    /** What is logged, for every logger, and how it looks. */
    public record Log(Level level, Format format) {

        /** From the fewest to the most lines. */
        public enum Level {
            ERROR,
            WARN,
            INFO,
            DEBUG,
            TRACE
        }

        /** Lines for people, or one JSON object a line for machines. */
        public enum Format {
            TEXT,
            JSON
        }
    }
}
