package io.metronome.worker;

import io.metronome.container.Brokers;
import io.metronome.sandbox.Broker;
import io.metronome.sandbox.BrokerProcess;

/**
 * The Kafka of a test.
 *
 * @param replication how many copies of a topic it holds
 * @param isShared whether other tests have their topics on it, too
 * @param end stops it
 */
record Cluster(String bootstrapServers, int replication, boolean isShared, Runnable end) {
    private static final int COPIES = 3;

    /** The one broker of all tests that leave it running. */
    static Cluster shared() {
        return new Cluster(Brokers.shared().bootstrapServers(), 1, true, () -> {});
    }

    /** The one broker of all tests that make it refuse something. */
    static Cluster refusing() {
        return new Cluster(Brokers.refusing().bootstrapServers(), 1, true, () -> {});
    }

    static Cluster of(Broker broker) {
        return of(broker.bootstrapServers(), broker::close);
    }

    static Cluster of(BrokerProcess brokers) {
        return of(brokers.bootstrapServers(), brokers::close);
    }

    private static Cluster of(String bootstrapServers, Runnable end) {
        long brokers = bootstrapServers.chars().filter(c -> c == ',').count() + 1;
        return new Cluster(bootstrapServers, (int) Math.min(COPIES, brokers), false, end);
    }
}
