package io.metronome.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Serves the pages over HTTP or HTTPS, or only the probes at a port of their own. Each server has an event loop of its
 * own, so that pages, probes and API calls do not delay each other, and bounds its connections and their silence.
 */
public final class AdminServer implements AutoCloseable {
    /** Far below the descriptors that a process usually may have, because Kafka and the API need theirs. */
    private static final int CONNECTIONS = 512;

    private static final int OF_ADDRESS = 128;

    /** A scraper comes every minute or more often, and may keep its connection. */
    private static final ConnectionGuard.Times TIMES =
            new ConnectionGuard.Times(Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofSeconds(30));

    private final PageServer server;

    /**
     * Opens the port of all pages.
     *
     * @param port 0 for any that is free
     * @param render the scheduler that writes scrapes; they may block it
     * @param tls the server's certificate; null for plain HTTP
     * @throws reactor.netty.ChannelBindException if the port is taken
     */
    public AdminServer(String host, int port, Meters meters, Health health, Scheduler render, @Nullable ServerTls tls) {
        this(host, port, meters, health, render, tls, List.of());
    }

    /**
     * Opens the port of all pages.
     *
     * @param port 0 for any that is free
     * @param render the scheduler that writes scrapes; they may block it
     * @param tls the server's certificate; null for plain HTTP
     * @param more pages beside the metrics and the health
     * @throws reactor.netty.ChannelBindException if the port is taken
     */
    public AdminServer(
            String host,
            int port,
            Meters meters,
            Health health,
            Scheduler render,
            @Nullable ServerTls tls,
            List<PageRoute> more) {
        List<PageRoute> routes = new ArrayList<>(new PublicEndpoints(meters, health, render).routes());
        routes.addAll(more);
        PageServer.PageLimits limits = new PageServer.PageLimits(CONNECTIONS, OF_ADDRESS, TIMES);
        this.server = new PageServer("metronome-admin", host, port, routes, limits, tls);
        meters.bind(new ConnectionMeters(server.connections()));
    }

    AdminServer(
            String host,
            int port,
            Meters meters,
            Health health,
            Scheduler render,
            @Nullable ServerTls tls,
            PageServer.PageLimits limits) {
        List<PageRoute> routes = new PublicEndpoints(meters, health, render).routes();
        this.server = new PageServer("metronome-admin", host, port, routes, limits, tls);
        meters.bind(new ConnectionMeters(server.connections()));
    }

    private AdminServer(PageServer server) {
        this.server = server;
    }

    /**
     * Opens a port that answers {@code /livez} and {@code /readyz} only, in plain HTTP.
     *
     * @param port 0 for any that is free
     * @throws reactor.netty.ChannelBindException if the port is taken
     */
    public static AdminServer probes(String host, int port, Health health) {
        PageServer.PageLimits limits = new PageServer.PageLimits(CONNECTIONS / 4, CONNECTIONS / 4, TIMES);
        return new AdminServer(
                new PageServer("metronome-probes", host, port, PublicEndpoints.probes(health), limits, null));
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Closes the port, waits for answers that are being written, and ends the event loop. */
    @Override
    public void close() {
        server.close();
    }
}
