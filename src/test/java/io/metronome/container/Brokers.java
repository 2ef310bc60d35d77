package io.metronome.container;

import io.metronome.sandbox.Broker;
import io.metronome.sandbox.EmbeddedBroker;

/** Where tests get their broker from, so that one suite runs against both kinds. */
public final class Brokers {
    private Brokers() {}

    /** Starts one broker and returns when it takes requests: in this JVM, or in a container if this run asks for those. */
    public static Broker start() {
        return inContainers() ? ContainerBroker.start() : EmbeddedBroker.start();
    }

    /** Whether this run is the one with containers. */
    static boolean inContainers() {
        return System.getProperty("metronome.kafka", "embedded").equals("container");
    }
}
