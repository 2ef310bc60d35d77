package io.metronome.config;

import io.metronome.command.OnUnknown;
import io.metronome.command.Secret;
import io.metronome.ledger.WriteFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The checked values of all keys. {@code config/metronome.yaml} explains each key.
 *
 * @param checkpointInterval the shortest time between two checkpoints
 * @param lease how long calls may start after the beginning of a checkpoint
 * @param idempotencyWindow how long the id of a command is remembered after its end
 * @param shutdownGrace how long a stop may take; at least the delivery timeout and 5 s
 */
public record Settings(
        KafkaSettings kafka,
        TopicSettings topics,
        InstanceSettings instances,
        PacingSettings pacing,
        DeliverySettings delivery,
        IntakeSettings intake,
        SpillSettings spill,
        Duration checkpointInterval,
        Duration lease,
        Duration idempotencyWindow,
        FormatSettings ledger,
        ReplySettings replies,
        Duration shutdownGrace,
        HttpSettings http,
        LogSettings log) {

    /**
     * How to reach the cluster.
     *
     * @param bootstrapServers {@code host:port}, comma separated
     * @param properties for every Kafka client, by flat names; toString prints the names only, because values may be
     *     passwords
     */
    public record KafkaSettings(String bootstrapServers, String groupId, Map<String, String> properties) {
        @Override
        public String toString() {
            return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", groupId=" + groupId + ", properties="
                    + new TreeSet<>(properties.keySet()) + "]";
        }
    }

    /**
     * The names of metronome's own topics, and how to create them.
     *
     * @param create whether a worker creates missing topics when it starts
     * @param partitions of the commands topic, where it is created
     * @param replication of each topic that is created
     */
    public record TopicSettings(
            String commands,
            String results,
            String deadLetters,
            String ledger,
            String control,
            boolean create,
            int partitions,
            int replication) {
        /** The upper limit of {@code partitions}. */
        public static final int MOST_PARTITIONS = 10_000;

        /** The upper limit of {@code replication}. */
        public static final int MOST_REPLICAS = 100;

        /** The names of the five topics. */
        public Set<String> names() {
            return new TreeSet<>(List.of(commands, results, deadLetters, ledger, control));
        }
    }

    /**
     * The file with the credentials, and what happens to a command whose instance is not in it.
     *
     * @param shrink what happens when a reload loses instances
     * @param grace how long a command that was taken in waits for its instance to come back to the file; may be 0
     */
    public record InstanceSettings(Path file, Shrink shrink, Duration grace, UnknownInstanceRule unknown) {}

    /** The rule for when a reload of the instances file loses instances. */
    public enum Shrink {
        REFUSE,
        ALLOW
    }

    /** The rule for a command for an instance without credentials. */
    public enum UnknownInstanceRule {
        DEAD_LETTER,
        WAIT
    }

    /**
     * How the delay of an instance is found.
     *
     * @param settingsRefresh how often the delay of an instance with commands is read
     * @param fallbackDelay the delay where it cannot be read
     */
    public record PacingSettings(Duration settingsRefresh, Duration fallbackDelay) {}

    /**
     * How the API is called.
     *
     * @param maxInFlight calls at once, over all instances
     * @param timeout of one call
     * @param onUnknown the policy for commands that name none
     * @param allowHttp whether an api-url with http:// may be of any host; otherwise only of this machine or the cluster
     * @param maxUnsaved no call starts while the running checkpoint is older
     * @param maxAge the default of expiresAt, counted from the timestamp of the record; null where there is none
     */
    public record DeliverySettings(
            int maxInFlight,
            Duration timeout,
            RetrySettings retry,
            OnUnknown onUnknown,
            boolean allowHttp,
            Duration maxUnsaved,
            @Nullable Duration maxAge) {

        /** How often a failed call is repeated, and the pauses in between. */
        public record RetrySettings(int maxAttempts, Duration firstBackoff, Duration maxBackoff) {}
    }

    /**
     * Which records a worker accepts, and how many.
     *
     * @param maxPendingBytes the heap for waiting commands
     * @param maxRecordBytes a larger record is UNREADABLE
     * @param unknownFieldsPass whether fields that GREEN-API does not document are sent on
     */
    public record IntakeSettings(long maxPendingBytes, int maxRecordBytes, boolean unknownFieldsPass) {}

    /**
     * Where bodies of commands are that wait long.
     *
     * @param directory on a disk; null for the directory of temporary files
     * @param maxBytes of the disk; 0 keeps all bodies on the heap
     */
    public record SpillSettings(@Nullable Path directory, long maxBytes) {}

    /**
     * How the ledger is written.
     *
     * @param writeFormat one that every worker reads which may get a partition
     */
    public record FormatSettings(WriteFormat writeFormat) {}

    /** The topics that a command may name for its reply. */
    public record ReplySettings(Set<String> allowedTopics) {}

    /**
     * The worker's HTTP server.
     *
     * @param port 0 takes any free port
     * @param probePort the port of the probes alone; 0 where they are on {@code port} only
     * @param advertisedUrl how other workers reach this one; empty where host and port say it
     * @param peerName the name that the certificates of other workers must have; empty where that is the host of their URL
     * @param hostNames more names under which browsers reach this worker
     * @param adminToken empty where no request may change anything
     * @param tlsCertificate the chain in PEM; null for plain HTTP, and then the key is null, too
     * @param tlsKey the key in PEM, PKCS#8
     */
    public record HttpSettings(
            String host,
            int port,
            int probePort,
            String advertisedUrl,
            String peerName,
            Set<String> hostNames,
            Secret adminToken,
            @Nullable Path tlsCertificate,
            @Nullable Path tlsKey) {}

    /** The level of all loggers, and the format of the lines. */
    public record LogSettings(Level level, Format format) {

        /** Log levels, from few lines to many. */
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
