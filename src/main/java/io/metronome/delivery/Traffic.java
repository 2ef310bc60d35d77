package io.metronome.delivery;

import java.net.SocketAddress;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;

/**
 * Hears of the HTTP side of calls: which host answered, and how full the pools of connections are. Told on event loops
 * and timers, several at once; it must not block. Hosts and statuses are all it hears: the token is in the path.
 */
public interface Traffic extends ConnectionProvider.MeterRegistrar {
    /** For those who do not look. */
    Traffic UNSEEN = new Traffic() {
        @Override
        public void ended(String host, int status) {}

        @Override
        public void registerMetrics(String pool, String id, SocketAddress remote, ConnectionPoolMetrics metrics) {}
    };

    /**
     * A request ended, of whatever method. One that was withheld at the last moment is not told.
     *
     * @param host as it stands in the API's URL, with the port where there is one
     * @param status of the answer; 0 when no whole answer came, or no connection
     */
    void ended(String host, int status);
}
