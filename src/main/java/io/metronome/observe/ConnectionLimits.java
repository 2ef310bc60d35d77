package io.metronome.observe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the connections of one server, in all and for each address. At the bound a new connection takes the place of
 * the one that has waited longest for a whole request. A client that opens connections and sends nothing therefore
 * keeps nobody else out. Only for the server's event loop; any thread may read the counts.
 */
final class ConnectionLimits {
    private final int most;
    private final int mostOfAddress;
    private final Map<InetAddress, Integer> perAddress = new LinkedHashMap<>();
    private final Set<ConnectionGuard> waiting = new LinkedHashSet<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong turnedAway = new AtomicLong();

    /**
     * Limits without connections.
     *
     * @param most connections in all, at least 1
     * @param mostOfAddress connections from one address, at least 1
     */
    ConnectionLimits(int most, int mostOfAddress) {
        this.most = most;
        this.mostOfAddress = mostOfAddress;
    }

    /** Counts a new connection. False when there is no place for it, because every other one is being answered. */
    boolean admit(ConnectionGuard guard) {
        boolean placed =
                place(perAddress.getOrDefault(address(guard.remote()), 0) < mostOfAddress, address(guard.remote()))
                        && place(open.get() < most, null);
        if (placed) {
            open.incrementAndGet();
            perAddress.merge(address(guard.remote()), 1, Integer::sum);
            waiting.add(guard);
        } else {
            turnedAway.incrementAndGet();
        }
        return placed;
    }

    /** Connections that have a place now. */
    int open() {
        return open.get();
    }

    /** Connections that lost their place to a newer one, or found none, since the start. */
    long turnedAway() {
        return turnedAway.get();
    }

    /** A whole request has come: the connection keeps its place until the answer is sent. */
    void answering(ConnectionGuard guard) {
        waiting.remove(guard);
    }

    /** The connection waits for its next request. */
    void waiting(ConnectionGuard guard) {
        waiting.add(guard);
    }

    /** The connection that was admitted is closed. */
    void closed(ConnectionGuard guard) {
        open.decrementAndGet();
        waiting.remove(guard);
        perAddress.computeIfPresent(address(guard.remote()), (address, count) -> count > 1 ? count - 1 : null);
    }

    private boolean place(boolean free, @Nullable InetAddress of) {
        if (free) {
            return true;
        }
        for (ConnectionGuard guard : waiting) {
            if (of == null || of.equals(address(guard.remote()))) {
                closed(guard);
                guard.evict();
                turnedAway.incrementAndGet();
                return true;
            }
        }
        return false;
    }

    private static InetAddress address(SocketAddress remote) {
        return remote instanceof InetSocketAddress internet ? internet.getAddress() : InetAddress.getLoopbackAddress();
    }
}
