package io.metronome.app;

import io.metronome.config.Settings;
import io.metronome.observe.AdminServer;
import io.metronome.observe.Health;
import io.metronome.observe.Meters;
import io.metronome.observe.PageRoute;
import io.metronome.observe.ServerTls;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelBindException;

/** Opens the ports of a worker: that of all pages, and that of the probes if the settings name one. */
final class WorkerPages {
    private WorkerPages() {}

    /** Opens the ports. If one is taken, everything that was opened is closed. */
    static AdminServer open(
            Settings.HttpSettings http,
            OpenedParts opened,
            Meters meters,
            Health health,
            List<PageRoute> more,
            @Nullable ServerTls tls)
            throws StartException {
        WatchedThread render = opened.thread("metronome-pages");
        try {
            AdminServer server = opened.open(
                    new AdminServer(http.host(), http.port(), meters, health, render.scheduler(), tls, more));
            if (http.probePort() != 0) {
                probes(http, opened, health);
            }
            return server;
        } catch (ChannelBindException taken) {
            opened.close();
            throw StartException.portTaken(http, "port", http.port(), taken);
        }
    }

    private static void probes(Settings.HttpSettings http, OpenedParts opened, Health health) throws StartException {
        try {
            opened.open(AdminServer.probes(http.host(), http.probePort(), health));
        } catch (ChannelBindException taken) {
            opened.close();
            throw StartException.portTaken(http, "probe-port", http.probePort(), taken);
        }
    }

    /** How others reach the pages. The host is {@code *}, the address that Kafka sees, where the settings name none. */
    static String url(Settings.HttpSettings http, int port) {
        if (!http.advertisedUrl().isEmpty()) {
            return http.advertisedUrl();
        }
        String host = http.host();
        boolean isAny = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
        String named = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return (http.tlsCertificate() == null ? "http://" : "https://") + (isAny ? "*" : named) + ":" + port;
    }

    /** How this machine reaches the pages of a worker with these settings. */
    static String ownUrl(Settings.HttpSettings http) {
        String url = url(http, http.port());
        return url.replace("://*:", "://localhost:");
    }
}
