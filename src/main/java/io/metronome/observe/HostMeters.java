package io.metronome.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts calls by API host, including getSettings and getStateInstance, and shows which hosts are paused. GREEN-API
 * spreads instances over hosts, and one host can fail while others work. The number of labels is limited, however many
 * hosts the instances file names. Any thread may count.
 */
final class HostMeters {
    /** Further hosts share one label. */
    static final int NAMED = 100;

    private static final String OTHERS = "other";
    private static final int FIRST_SERVER_ERROR = 500;

    private final MeterRegistry registry;
    private final Map<String, HostCounters> named = new ConcurrentHashMap<>();
    private final Map<String, HostCounters> pausedBy = new ConcurrentHashMap<>();

    HostMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /* Several hosts share the label of the others, so paused is a number. */
    private record HostCounters(
            Counter answered, Counter failed, Counter unanswered, AtomicInteger paused, Gauge isPaused) {
        void ended(int status) {
            (status == 0 ? unanswered : status < FIRST_SERVER_ERROR ? answered : failed).increment();
        }

        List<Meter> meters() {
            return List.of(answered, failed, unanswered, isPaused);
        }
    }

    void ended(String name, int status) {
        of(name).ended(status);
    }

    /** Sending to that host pauses, or goes on. To be called once for each change. */
    void paused(String name, boolean isPaused) {
        if (isPaused) {
            HostCounters host = of(name);
            pausedBy.put(name, host);
            host.paused().incrementAndGet();
        } else {
            // By now it may have a label of its own, where it had not when it was paused.
            HostCounters then = pausedBy.remove(name);
            (then == null ? of(name) : then).paused().decrementAndGet();
        }
    }

    /**
     * The host is not used any more: its meters go, and another host may have its place. Hosts of one name that differ in
     * their schemes share meters, which stay while one of them is paused.
     */
    synchronized void forgotten(String name) {
        HostCounters host = named.get(name);
        if (host != null && host.paused().get() == 0) {
            named.remove(name);
            host.meters().forEach(registry::remove);
        }
    }

    private HostCounters of(String name) {
        HostCounters host = named.get(name);
        return host == null ? admit(name) : host;
    }

    /* Synchronized, so that the limit holds. A host comes here once, or each time where there are too many. */
    private synchronized HostCounters admit(String name) {
        int own = named.size() - (named.containsKey(OTHERS) ? 1 : 0);
        String label = own < NAMED || named.containsKey(name) ? name : OTHERS;
        return named.computeIfAbsent(label, this::register);
    }

    private HostCounters register(String name) {
        AtomicInteger paused = new AtomicInteger();
        Gauge isPaused = Gauge.builder("metronome.api.host.paused", () -> Math.min(1, paused.get()))
                .description("1 while nothing but probe calls goes to the host, because nearly all calls to it failed")
                .tag("host", name)
                .register(registry);
        return new HostCounters(
                counter(name, "answered"), counter(name, "failed"), counter(name, "unanswered"), paused, isPaused);
    }

    private Counter counter(String host, String outcome) {
        return Counter.builder("metronome.api.host.calls")
                .description("Calls by API host: answered, failed with a 5xx, or without a whole answer")
                .tag("host", host)
                .tag("outcome", outcome)
                .register(registry);
    }
}
