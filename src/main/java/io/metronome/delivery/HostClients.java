package io.metronome.delivery;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.AddressUtils;

/**
 * The HTTP client of each host of the API, so that a call reads no URL. A client knows no instance and no token. Safe
 * from any thread.
 */
final class HostClients {
    /** More hosts than an instances file has. Hosts that it no longer has are forgotten then. */
    private static final int MOST = 1_000;

    private final HttpClient client;
    private final Map<String, HttpClient> byUrl = new ConcurrentHashMap<>();

    /** @param client what the clients have in common */
    HostClients(HttpClient client) {
        this.client = client;
    }

    /**
     * The client for paths of that host.
     *
     * @param apiUrl scheme, host and port
     * @throws IllegalArgumentException if the URL cannot be used
     */
    HttpClient of(String apiUrl) {
        HttpClient known = byUrl.get(apiUrl);
        return known == null ? made(apiUrl) : known;
    }

    private HttpClient made(String apiUrl) {
        if (byUrl.size() >= MOST) {
            byUrl.clear();
        }
        return byUrl.computeIfAbsent(apiUrl, this::client);
    }

    private HttpClient client(String apiUrl) {
        URI url = URI.create(apiUrl);
        boolean isSecure = "https".equals(url.getScheme());
        if (url.getHost() == null || !(isSecure || "http".equals(url.getScheme()))) {
            throw new IllegalArgumentException("not http:// or https:// and a host: " + apiUrl);
        }
        int port = url.getPort() >= 0 ? url.getPort() : isSecure ? 443 : 80;
        InetSocketAddress address = AddressUtils.createUnresolved(url.getHost(), port);
        HttpClient toHost = client.remoteAddress(() -> address);
        return isSecure ? toHost.secure() : toHost;
    }
}
