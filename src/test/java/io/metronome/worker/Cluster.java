package io.metronome.worker;

import io.metronome.sandbox.Broker;
import io.metronome.sandbox.BrokerProcess;

/**
 * The Kafka of a test.
 *
 * @param replication how many copies of a topic it holds
 * @param end stops it
 */
record Cluster(String bootstrapServers, int replication, Runnable end) {
    private static final int COPIES = 3;

    static Cluster of(Broker broker) {
        return of(broker.bootstrapServers(), broker::close);
    }

    static Cluster of(BrokerProcess brokers) {
        return of(brokers.bootstrapServers(), brokers::close);
    }

    private static Cluster of(String bootstrapServers, Runnable end) {
        long brokers = bootstrapServers.chars().filter(c -> c == ',').count() + 1;
        return new Cluster(bootstrapServers, (int) Math.min(COPIES, brokers), end);
    }
}
