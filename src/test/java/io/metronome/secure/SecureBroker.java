package io.metronome.secure;

import io.metronome.sandbox.Broker;
import io.metronome.sandbox.FreePorts;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One real broker inside this JVM that speaks SASL/SCRAM over TLS only. It allows only what an ACL allows; but
 * {@link #OPERATOR} may do everything. {@link #password} gives each user's password.
 */
public final class SecureBroker implements Broker {
    /** The user who makes topics and ACLs. */
    public static final String OPERATOR = "operator";

    private static final String BROKER = "broker";
    private static final String MECHANISM = "SCRAM-SHA-512";

    private final int port;
    private final KafkaRaftServer server;

    private SecureBroker(int port, Map<String, String> settings) {
        this.port = port;
        server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
    }

    /**
     * Starts it, and returns when it takes requests.
     *
     * @param users beside the operator
     */
    public static SecureBroker start(Path folder, Certificate certificate, List<String> users) throws Exception {
        List<Integer> ports = FreePorts.take(2);
        Map<String, String> settings = settings(folder.resolve("data"), ports.get(0), ports.get(1), certificate);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(folder.resolve("data").toString())
                .setMetadataLogDirectory(folder.resolve("data").toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setScramArguments(Stream.concat(Stream.of(BROKER, OPERATOR), users.stream())
                        .map(SecureBroker::credential)
                        .toList())
                .run();
        return new SecureBroker(ports.get(0), settings);
    }

    /** The password of that user. */
    public static String password(String user) {
        return user + "-s3cret";
    }

    /** The line of Kafka's own language in which a client says who it is. */
    public static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    /** The settings that a client of that user needs. */
    public static Map<String, String> client(String user, Certificate trusted) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                login(user, password(user)),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                trusted.certificate().toString());
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static String credential(String user) {
        return MECHANISM + "=[name=" + user + ",password=" + password(user) + "]";
    }

    private static Map<String, String> settings(Path data, int port, int controllerPort, Certificate certificate) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "node.id", "1",
                "process.roles", "broker,controller",
                "log.dirs", data.toString(),
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "SAFE://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "listener.security.protocol.map", "SAFE:SASL_SSL,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "SAFE",
                "auto.create.topics.enable", "false",
                "log.cleaner.dedupe.buffer.size", "2097152"));
        settings.putAll(Map.of(
                "sasl.enabled.mechanisms",
                MECHANISM,
                "sasl.mechanism.inter.broker.protocol",
                MECHANISM,
                "listener.name.safe.scram-sha-512.sasl.jaas.config",
                login(BROKER, password(BROKER)),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                certificate.keyStore().toString(),
                "ssl.keystore.password",
                Certificate.PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString(),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // Nameless are only the requests between broker and controller, which are one process.
                "super.users",
                "User:" + OPERATOR + ";User:" + BROKER + ";User:ANONYMOUS"));
        settings.putAll(Map.of(
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0"));
        return settings;
    }
}
