package io.metronome.observe;

import io.metronome.delivery.Traffic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import reactor.netty.resources.ConnectionPoolMetrics;

/**
 * Meters of the HTTP client: its connections, and its calls by host. Reactor Netty's own meters have a label for each
 * pool, and there is a pool for each host. These meters have the same names and the sum over all hosts.
 */
final class TrafficMeters implements Traffic {
    private static final String PREFIX = "reactor.netty.connection.provider.";
    private static final String PENDING_TIME = PREFIX + "pending.connections.time";
    private static final String POOL = "metronome-api";

    private final MeterRegistry registry;
    private final HostMeters hosts;
    private final Map<Pool, ConnectionPoolMetrics> pools = new ConcurrentHashMap<>();
    private final Timer waited;
    private final Timer waitedInVain;

    private record Pool(String id, SocketAddress remote) {}

    TrafficMeters(MeterRegistry registry) {
        this.registry = registry;
        this.hosts = new HostMeters(registry);
        connections("active", "Connections to the API with a call on them", ConnectionPoolMetrics::acquiredSize);
        connections("idle", "Connections to the API that are kept for the next call", ConnectionPoolMetrics::idleSize);
        connections("pending", "Calls that wait for a connection", ConnectionPoolMetrics::pendingAcquireSize);
        waited = pendingTime("success");
        waitedInVain = pendingTime("error");
    }

    @Override
    public void ended(String host, int status) {
        hosts.ended(host, status);
    }

    /** Sending to that host pauses, or goes on. */
    void paused(String host, boolean isPaused) {
        hosts.paused(host, isPaused);
    }

    /** The worker has no instance any more that needs that host. */
    void forgotten(String host) {
        hosts.forgotten(host);
    }

    @Override
    public void registerMetrics(String pool, String id, SocketAddress remote, ConnectionPoolMetrics metrics) {
        pools.put(new Pool(id, remote), metrics);
    }

    @Override
    public void deRegisterMetrics(String pool, String id, SocketAddress remote) {
        pools.remove(new Pool(id, remote));
    }

    @Override
    public void recordPendingAcquireSuccess(String pool, String id, SocketAddress remote, long millis) {
        waited.record(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void recordPendingAcquireFailure(String pool, String id, SocketAddress remote, long millis) {
        waitedInVain.record(millis, TimeUnit.MILLISECONDS);
    }

    private void connections(String which, String help, ToIntFunction<ConnectionPoolMetrics> count) {
        Gauge.builder(PREFIX + which + ".connections", () -> sum(count))
                .description(help)
                .tag("name", POOL)
                .register(registry);
    }

    private int sum(ToIntFunction<ConnectionPoolMetrics> count) {
        return pools.values().stream().mapToInt(count).sum();
    }

    private Timer pendingTime(String status) {
        return Timer.builder(PENDING_TIME)
                .description("How long calls waited for a connection")
                .tag("name", POOL)
                .tag("status", status)
                .register(registry);
    }
}
