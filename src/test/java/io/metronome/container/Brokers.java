package io.metronome.container;

import io.metronome.sandbox.Broker;
import io.metronome.sandbox.EmbeddedBroker;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The source of brokers for tests, so that one suite runs against both kinds. Thread-safe. */
public final class Brokers {
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static @Nullable Broker shared;
    private static @Nullable Broker refusing;

    private Brokers() {}

    /**
     * The broker that all tests of this JVM share which need one and leave it running. The first that asks starts it: in
     * this JVM, or in a container if this run asks for those. Closing it does nothing; it ends after the last test.
     */
    public static synchronized Broker shared() {
        if (shared == null) {
            shared = inContainers() ? ContainerBroker.start() : EmbeddedBroker.start();
        }
        return new Shared(shared.bootstrapServers());
    }

    /**
     * The embedded broker that all tests of this JVM share which need ACLs. It allows everything that no ACL denies.
     */
    public static synchronized Broker refusing() {
        if (refusing == null) {
            refusing = EmbeddedBroker.withAuthorizer();
        }
        return new Shared(refusing.bootstrapServers());
    }

    /** The prefix of the topics and the group of one test on the shared broker. Each call answers another prefix. */
    public static String prefix() {
        return "test-" + TESTS.incrementAndGet();
    }

    /** Ends the shared brokers that were started. */
    static synchronized void end() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
        if (refusing != null) {
            refusing.close();
            refusing = null;
        }
    }

    /** Whether this run is the one with containers. */
    static boolean inContainers() {
        return System.getProperty("metronome.kafka", "embedded").equals("container");
    }

    private record Shared(String bootstrapServers) implements Broker {
        @Override
        public void close() {}
    }
}
