package io.metronome.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** One process of an {@link EmbeddedBroker}, without the process: a broker, the controller, or both in one. */
final class BrokerNode {
    private static final int CONTROLLER_ID = 0;

    private final int id;
    private final boolean broker;
    private final int port;
    private final String clusterId;
    private final String directory;
    private final Map<String, String> settings;
    private @Nullable KafkaRaftServer server;

    private BrokerNode(int id, boolean broker, int port, String clusterId, Map<String, String> settings) {
        this.id = id;
        this.broker = broker;
        this.port = port;
        this.clusterId = clusterId;
        this.directory = settings.getOrDefault("log.dirs", "");
        this.settings = settings;
    }

    /** The nodes of a cluster in the order in which they start, none of them started. */
    static List<BrokerNode> cluster(int brokers, Path directory, String clusterId) {
        return cluster(brokers, directory, clusterId, Map.of());
    }

    /** Nodes with more settings. */
    static List<BrokerNode> cluster(int brokers, Path directory, String clusterId, Map<String, String> more) {
        List<Integer> ports = freePorts(brokers + 1);
        boolean alone = brokers == 1;
        String voter = (alone ? 1 : CONTROLLER_ID) + "@127.0.0.1:" + ports.get(0);
        List<BrokerNode> nodes = new ArrayList<>();
        if (!alone) {
            Map<String, String> settings = BrokerSettings.controller(CONTROLLER_ID, ports.get(0), voter, directory);
            settings.putAll(more);
            nodes.add(new BrokerNode(CONTROLLER_ID, false, ports.get(0), clusterId, settings));
        }
        for (int id = 1; id <= brokers; id++) {
            Map<String, String> settings = alone
                    ? BrokerSettings.both(id, ports.get(id), ports.get(0), voter, directory)
                    : BrokerSettings.broker(id, ports.get(id), voter, directory, Math.min(3, brokers));
            settings.putAll(more);
            nodes.add(new BrokerNode(id, true, ports.get(id), clusterId, settings));
        }
        return nodes;
    }

    int id() {
        return id;
    }

    boolean isBroker() {
        return broker;
    }

    int port() {
        return port;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Prepares the empty data directory, as {@code kafka-storage format} does. */
    void format() {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                .setNodeId(id)
                .setClusterId(clusterId)
                .addDirectory(directory)
                .setMetadataLogDirectory(directory)
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + directory, e);
        }
    }

    /** Starts on the data that is there; returns when the node takes requests. */
    void start() {
        if (server == null) {
            server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
        }
    }

    /** Stops; nothing happens when it does not run. */
    void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    private static List<Integer> freePorts(int count) {
        try {
            return FreePorts.take(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
