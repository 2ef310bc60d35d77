package io.metronome.dispatch.host;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;

import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Heap;
import io.metronome.pacing.Pace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The hosts of the API by their URLs. A host that no lane, call or question has needed for an hour is forgotten: whether
 * it failed then says nothing any more.
 *
 * @param <L> the lanes
 */
final class KnownHosts<L extends Heap.Node> {
    private static final long KEPT_NANOS = HOURS.toNanos(1);
    private static final long LOOK_EVERY = MINUTES.toNanos(1);

    private final Time time;
    private final Consumer<String> known;
    private final Map<String, Host<L>> byUrl = new LinkedHashMap<>();
    private final Map<Host<L>, Long> unusedSince = new LinkedHashMap<>();
    private long lookAt = Pace.NEVER;

    /** @param known told of the URL of each host that was not known before */
    KnownHosts(Time time, Consumer<String> known) {
        this.time = time;
        this.known = known;
    }

    /** The host with that URL. */
    Host<L> of(String url) {
        Host<L> host = byUrl.get(url);
        if (host == null) {
            host = new Host<>(url, time);
            byUrl.put(url, host);
            known.accept(url);
        }
        return host;
    }

    int size() {
        return byUrl.size();
    }

    /** Lanes that wait at any of the hosts. */
    int parked() {
        return byUrl.values().stream().mapToInt(host -> host.parked().size()).sum();
    }

    /** Lanes with work that are not held. */
    int busyLanes() {
        return byUrl.values().stream().mapToInt(Host::busyLanes).sum();
    }

    /** Hosts at which a question about an instance is under way, or waits. */
    int asked() {
        return (int) byUrl.values().stream().filter(Host::isAsked).count();
    }

    /** How many calls the others need beside those that they have, up to that share of each. */
    int unmet(Host<L> borrower, int share) {
        int unmet = 0;
        for (Host<L> host : byUrl.values()) {
            if (host != borrower) {
                unmet += Math.max(0, Math.min(share, host.busyLanes()) - host.inFlight());
            }
        }
        return unmet;
    }

    /**
     * Forgets the hosts that were not needed for an hour. Looks at most once a minute.
     *
     * @param forgotten told of each of them
     */
    void forgetUnused(long now, Consumer<Host<L>> forgotten) {
        if (now < lookAt) {
            return;
        }
        lookAt = now + LOOK_EVERY;
        for (Host<L> host : List.copyOf(byUrl.values())) {
            if (host.isNeeded()) {
                unusedSince.remove(host);
            } else if (now - unusedSince.computeIfAbsent(host, unused -> now) >= KEPT_NANOS) {
                byUrl.remove(host.url());
                unusedSince.remove(host);
                forgotten.accept(host);
            }
        }
    }
}
