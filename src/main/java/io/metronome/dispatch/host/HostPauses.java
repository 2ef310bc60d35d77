package io.metronome.dispatch.host;

import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.pacing.Heap;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells the listener which hosts are paused. It looks at failing hosts only, so it costs nothing while all of them work.
 * Touched on the dispatcher's thread only.
 *
 * @param <L> the lanes
 */
final class HostPauses<L extends Heap.Node> {
    private final DispatchListener listener;
    private final Set<Host<L>> failing = new LinkedHashSet<>();
    private final Set<Host<L>> paused = new LinkedHashSet<>();
    private final Set<Host<L>> probed = new LinkedHashSet<>();

    HostPauses(DispatchListener listener) {
        this.listener = listener;
    }

    /** A call to the host has ended: the host may fail from now on. */
    void callEnded(Host<L> host) {
        if (host.isFailing()) {
            failing.add(host);
        }
    }

    /** The host is not known any more. */
    void forget(Host<L> host) {
        failing.remove(host);
        probed.remove(host);
        if (paused.remove(host)) {
            listener.hostPaused(host.url(), false);
        }
        listener.hostForgotten(host.url());
    }

    /** Tells what has changed since this was last called. */
    void tell(long now) {
        for (Host<L> host : failing) {
            host.forgetPause(now);
            boolean isPaused = host.keepsCallsAway(now);
            boolean isNews = isPaused ? paused.add(host) : paused.remove(host);
            if (isNews) {
                listener.hostPaused(host.url(), isPaused);
            }
            boolean isProbed = isPaused && !host.isPaused(now);
            if (isProbed ? probed.add(host) : probed.remove(host)) {
                listener.hostProbed(host.url(), isProbed);
            }
        }
        failing.removeIf(host -> !host.isFailing());
    }
}
