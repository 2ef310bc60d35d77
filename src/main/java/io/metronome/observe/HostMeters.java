package io.metronome.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts calls by API host, including getSettings and getStateInstance. GREEN-API spreads instances over hosts, and one
 * host can fail while others work. The number of labels is limited, however many hosts the instances file names. Any
 * thread may count.
 */
final class HostMeters {
    /** Further hosts share one label. */
    static final int NAMED = 100;

    private static final String OTHERS = "other";
    private static final int FIRST_SERVER_ERROR = 500;

    private final MeterRegistry registry;
    private final Map<String, HostCounters> named = new ConcurrentHashMap<>();

    HostMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record HostCounters(Counter answered, Counter failed, Counter unanswered) {
        void ended(int status) {
            (status == 0 ? unanswered : status < FIRST_SERVER_ERROR ? answered : failed).increment();
        }
    }

    void ended(String name, int status) {
        HostCounters host = named.get(name);
        (host == null ? admit(name) : host).ended(status);
    }

    /* Synchronized, so that the limit holds. A host comes here once, or each time where there are too many. */
    private synchronized HostCounters admit(String name) {
        String label = named.size() < NAMED || named.containsKey(name) ? name : OTHERS;
        return named.computeIfAbsent(label, this::register);
    }

    private HostCounters register(String name) {
        return new HostCounters(counter(name, "answered"), counter(name, "failed"), counter(name, "unanswered"));
    }

    private Counter counter(String host, String outcome) {
        return Counter.builder("metronome.api.host.calls")
                .description("Calls by API host: answered, failed with a 5xx, or without a whole answer")
                .tag("host", host)
                .tag("outcome", outcome)
                .register(registry);
    }
}
