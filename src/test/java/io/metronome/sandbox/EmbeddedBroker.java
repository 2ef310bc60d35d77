package io.metronome.sandbox;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.internals.Exit;

/**
 * A real Kafka cluster (KRaft) inside this JVM, on loopback only, with ports that were free when it started. One broker is
 * its own controller; several have a dedicated one beside them, because a combined quorum hangs when a member restarts.
 * Settings are the fast ones: internal topics of one partition, no waiting for more group members.
 *
 * <p>Everything lies in a temporary directory that {@link #close()} deletes. Safe to use from one thread at a time.
 */
public final class EmbeddedBroker implements Broker {
    private final Path directory;
    private final List<BrokerNode> nodes;

    static {
        // Kafka's handler of fatal faults halts the JVM, and with it every test that has not run yet.
        Exit.setHaltProcedure(EmbeddedBroker::refuseToDie);
        Exit.setExitProcedure(EmbeddedBroker::refuseToDie);
    }

    private EmbeddedBroker(Path directory, List<BrokerNode> nodes) {
        this.directory = directory;
        this.nodes = nodes;
    }

    /** Starts one broker and returns when it takes requests. */
    public static EmbeddedBroker start() {
        return start(1);
    }

    /**
     * Starts a cluster and returns when every broker takes requests.
     *
     * @param brokers 1 or more; internal topics are replicated over at most three of them
     */
    public static EmbeddedBroker start(int brokers) {
        Path directory = temporaryDirectory();
        return start(
                directory,
                BrokerNode.cluster(brokers, directory, Uuid.randomUuid().toString()));
    }

    /** Starts one broker on which ACLs count. Where there is none, everything is allowed. */
    public static EmbeddedBroker withAuthorizer() {
        Path directory = temporaryDirectory();
        Map<String, String> more = Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true");
        return start(
                directory, BrokerNode.cluster(1, directory, Uuid.randomUuid().toString(), more));
    }

    /** Starts one broker that clients reach through that proxy only. */
    public static EmbeddedBroker behind(RefusingProxy proxy) {
        Path directory = temporaryDirectory();
        Map<String, String> more = Map.of("advertised.listeners", "PLAINTEXT://127.0.0.1:" + proxy.port());
        List<BrokerNode> nodes =
                BrokerNode.cluster(1, directory, Uuid.randomUuid().toString(), more);
        proxy.passTo(nodes.getFirst().port());
        return start(directory, nodes);
    }

    private static EmbeddedBroker start(Path directory, List<BrokerNode> nodes) {
        EmbeddedBroker cluster = new EmbeddedBroker(directory, nodes);
        try {
            nodes.forEach(BrokerNode::format);
            nodes.forEach(BrokerNode::start);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The addresses that clients connect to first: {@code host:port} of every broker, stopped ones included. */
    @Override
    public String bootstrapServers() {
        return nodes.stream()
                .filter(BrokerNode::isBroker)
                .map(BrokerNode::address)
                .collect(joining(","));
    }

    /**
     * Stops one broker cleanly; its data and its port stay for {@link #restart}.
     *
     * @param broker 1 to the number of brokers
     */
    public void stop(int broker) {
        node(broker).stop();
    }

    /**
     * Starts a stopped broker again on its data, and returns when it takes requests.
     *
     * @param broker 1 to the number of brokers
     */
    public void restart(int broker) {
        node(broker).start();
    }

    /** The file with the first records of that partition on one of the brokers. */
    public Path log(String topic, int partition) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith(topic + "-" + partition + "/00000000000000000000.log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Stops everything and deletes its files. A second call does nothing. */
    @Override
    public void close() {
        IntStream.range(0, nodes.size())
                .mapToObj(i -> nodes.get(nodes.size() - 1 - i))
                .forEach(BrokerNode::stop);
        delete(directory);
    }

    private BrokerNode node(int broker) {
        return nodes.stream()
                .filter(node -> node.isBroker() && node.id() == broker)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no broker " + broker));
    }

    private static void refuseToDie(int code, String message) {
        throw new IllegalStateException("Kafka wanted to end this JVM with code " + code + ": " + message);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("metronome-kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
