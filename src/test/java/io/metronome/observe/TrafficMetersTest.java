package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.ConnectionPoolMetrics;

class TrafficMetersTest {
    private static final String PREFIX = "reactor.netty.connection.provider.";
    private static final SocketAddress ONE = InetSocketAddress.createUnresolved("1101.api.example", 443);
    private static final SocketAddress TWO = InetSocketAddress.createUnresolved("7103.api.example", 443);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TrafficMeters traffic = new TrafficMeters(registry);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void sumsThePoolsOfAllHosts() {
        assertThat(gauge("active")).isZero();
        traffic.registerMetrics("p", "1", ONE, new SetPool(3, 2, 1));
        traffic.registerMetrics("p", "2", TWO, new SetPool(30, 20, 10));
        assertThat(gauge("active")).isEqualTo(33);
        assertThat(gauge("idle")).isEqualTo(22);
        assertThat(gauge("pending")).isEqualTo(11);

        traffic.deRegisterMetrics("p", "1", ONE);
        assertThat(gauge("active")).isEqualTo(30);
        assertThat(registry.getMeters()).as("meters, however many hosts").hasSize(5);
    }

    @Test
    void timesTheWaitForAConnection() {
        traffic.recordPendingAcquireSuccess("p", "1", ONE, 40);
        traffic.recordPendingAcquireFailure("p", "2", TWO, 15_000);
        assertThat(waited("success")).isEqualTo(40);
        assertThat(waited("error")).isEqualTo(15_000);
    }

    private double gauge(String which) {
        return registry.get(PREFIX + which + ".connections").gauge().value();
    }

    private double waited(String status) {
        return registry.get(PREFIX + "pending.connections.time")
                .tag("status", status)
                .timer()
                .totalTime(TimeUnit.MILLISECONDS);
    }

    private record SetPool(int acquiredSize, int idleSize, int pendingAcquireSize) implements ConnectionPoolMetrics {
        @Override
        public int allocatedSize() {
            return acquiredSize + idleSize;
        }

        @Override
        public int maxAllocatedSize() {
            return 100;
        }

        @Override
        public int maxPendingAcquireSize() {
            return 100;
        }
    }
}
