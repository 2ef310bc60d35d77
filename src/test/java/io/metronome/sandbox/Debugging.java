package io.metronome.sandbox;

import java.time.Duration;

/**
 * Whether the sandbox runs under a debugger. A debugger that stops one thread, or all of them, must not cost the worker
 * its lease, its place in the group or the answer to a call, so these last longer then.
 */
enum Debugging {
    OFF(Duration.ofSeconds(110), "3s", "15s", "20s", "{}"),
    /* 30 minutes is the longest session that Kafka's brokers allow by default. */
    ON(Duration.ofHours(1), "10m", "10m", "11m", "{session.timeout.ms: 1800000, max.poll.interval.ms: 1800000}");

    /** The address that the debugger connects to, by the sandbox profile of pom.xml. */
    static final String ADDRESS = "127.0.0.1:5005";

    private final Duration patience;
    private final String lease;
    private final String timeout;
    private final String grace;
    private final String clientProperties;

    Debugging(Duration patience, String lease, String timeout, String grace, String clientProperties) {
        this.patience = patience;
        this.lease = lease;
        this.timeout = timeout;
        this.grace = grace;
        this.clientProperties = clientProperties;
    }

    /** The choice that {@code -Ddebug} made. */
    static Debugging asked() {
        return "no".equals(System.getProperty("debug", "no")) ? OFF : ON;
    }

    /** How long the campaign may take: longer than an instance whose every attempt fails needs. */
    Duration patience() {
        return patience;
    }

    /** The configuration's {@code lease}. */
    String lease() {
        return lease;
    }

    /** The configuration's {@code delivery.timeout}. */
    String timeout() {
        return timeout;
    }

    /** The configuration's {@code shutdown-grace}. */
    String grace() {
        return grace;
    }

    /** The configuration's {@code kafka.properties}. */
    String clientProperties() {
        return clientProperties;
    }
}
