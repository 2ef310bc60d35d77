package io.metronome.sandbox;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The server properties of an {@link EmbeddedBroker}'s nodes: small, fast, loopback only. */
final class BrokerSettings {
    /** Name of the controllers' listener. */
    static final String CONTROLLER = "CONTROLLER";

    /* Of the new protocol the session is the broker's word; its least is 45 s by default, which is long for a test. So are
     * the ten seconds after which a broker looks again for transactions whose time is over. */
    private static final Map<String, String> COORDINATORS = Map.of(
            "transaction.abort.timed.out.transaction.cleanup.interval.ms",
            "1000",
            "group.consumer.min.session.timeout.ms",
            "6000",
            "group.consumer.session.timeout.ms",
            "6000",
            "group.consumer.min.heartbeat.interval.ms",
            "1000",
            "group.consumer.heartbeat.interval.ms",
            "1000");

    private BrokerSettings() {}

    static Map<String, String> controller(int id, int port, String voter, Path directory) {
        Map<String, String> settings = common(id, voter, directory);
        settings.put("process.roles", "controller");
        settings.put("listeners", CONTROLLER + "://127.0.0.1:" + port);
        return settings;
    }

    static Map<String, String> broker(int id, int port, String voter, Path directory, int replication) {
        Map<String, String> settings = common(id, voter, directory);
        settings.put("process.roles", "broker");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.putAll(internalTopics(replication));
        settings.putAll(COORDINATORS);
        return settings;
    }

    static Map<String, String> both(int id, int port, int controllerPort, String voter, Path directory) {
        Map<String, String> settings = common(id, voter, directory);
        settings.put("process.roles", "broker,controller");
        settings.put(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        settings.putAll(internalTopics(1));
        settings.putAll(COORDINATORS);
        return settings;
    }

    private static Map<String, String> common(int id, String voter, Path directory) {
        return new HashMap<>(Map.of(
                "node.id",
                Integer.toString(id),
                "log.dirs",
                directory.resolve("node-" + id).toString(),
                "controller.quorum.voters",
                voter,
                "controller.listener.names",
                CONTROLLER,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT",
                // A broker that was stopped is noticed, and one that is back is taken in, within a second.
                "broker.session.timeout.ms",
                "1000",
                "broker.heartbeat.interval.ms",
                "200",
                "auto.create.topics.enable",
                "false",
                // The default of 128 MB is taken from the heap of this JVM.
                "log.cleaner.dedupe.buffer.size",
                "2097152"));
    }

    private static Map<String, String> internalTopics(int replication) {
        String copies = Integer.toString(replication);
        String inSync = replication > 2 ? "2" : "1";
        return Map.of(
                "offsets.topic.num.partitions",
                "1",
                "offsets.topic.replication.factor",
                copies,
                "transaction.state.log.num.partitions",
                "1",
                "transaction.state.log.replication.factor",
                copies,
                "transaction.state.log.min.isr",
                inSync,
                "share.coordinator.state.topic.num.partitions",
                "1",
                "share.coordinator.state.topic.replication.factor",
                copies,
                "share.coordinator.state.topic.min.isr",
                inSync,
                "group.initial.rebalance.delay.ms",
                "0",
                "group.coordinator.rebalance.protocols",
                "classic,consumer");
    }
}
