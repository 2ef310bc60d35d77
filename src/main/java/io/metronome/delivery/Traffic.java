package io.metronome.delivery;

import java.net.SocketAddress;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;

/**
 * Observes the HTTP side of calls: which host answered, and how full the connection pools are. Called on event loops
 * and timers, several at once, so it must not block. It gets hosts and statuses only, because the path contains the
 * token.
 */
public interface Traffic extends ConnectionProvider.MeterRegistrar {
    /** An observer that does nothing. */
    Traffic UNSEEN = new Traffic() {
        @Override
        public void ended(String host, int status) {}

        @Override
        public void registerMetrics(String pool, String id, SocketAddress remote, ConnectionPoolMetrics metrics) {}
    };

    /**
     * A request of any method ended. A request that was withheld at the last moment is not reported.
     *
     * @param host the host in the API's URL, with the port if there is one
     * @param status the status of the answer; 0 when no whole answer came, or no connection
     */
    void ended(String host, int status);

    /** The part of {@code scheme://user@host:port/path} between {@code @} and path: neither user nor token. */
    static String host(String url) {
        int from = Math.min(url.length(), url.indexOf("//") + 2);
        int to = url.indexOf('/', from);
        String authority = to < 0 ? url.substring(from) : url.substring(from, to);
        return authority.substring(authority.lastIndexOf('@') + 1);
    }
}
