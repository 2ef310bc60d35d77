package io.metronome.dispatch.host;

import io.metronome.command.Instance;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Heap;
import io.metronome.pacing.Pace;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shares the calls in flight among the API's hosts. Each host has an equal share, as far as it needs one. A host may
 * borrow what the others do not need, except for the last eighth of the capacity: so a host that is slow, or down, takes
 * no turns from the lanes of other hosts. Which lane goes first, and whether its command may go, is decided elsewhere.
 *
 * @param <L> the lanes
 */
public final class HostCapacity<L extends Heap.Node> {
    private static final int SPARE = 8;

    private final DispatcherLoop loop;
    private final int maxInFlight;
    private final KnownHosts<L> hosts;
    private final Set<Host<L>> crowded = new LinkedHashSet<>();
    private final HostPauses<L> pauses;
    private int inFlight;
    private int busyHosts;
    private int reservations;

    /**
     * @param maxInFlight calls in flight at a time, over all hosts
     * @param listener told of the hosts that are paused
     */
    public HostCapacity(DispatcherLoop loop, int maxInFlight, Time time, DispatchListener listener) {
        this.loop = loop;
        this.maxInFlight = maxInFlight;
        this.hosts = new KnownHosts<>(time, listener::hostKnown);
        this.pauses = new HostPauses<>(listener);
    }

    /** The host of that instance. */
    public Host<L> of(Instance instance) {
        loop.assertOwned();
        return hosts.of(instance.apiUrl());
    }

    /** Moves the lane to the host of its instance, which may have changed. */
    public void assign(HostPlace<L> place, @Nullable Instance instance) {
        loop.assertOwned();
        Host<L> host = instance == null ? null : of(instance);
        if (place.host() != host) {
            unreserve(place);
            unpark(place);
            countBusy(place.host(), place.isBusy() ? -1 : 0);
            countBusy(host, place.isBusy() ? 1 : 0);
            place.moveTo(host);
        }
    }

    /** The lane is forgotten, or its partition is. A call of it may still be in flight. */
    public void leave(HostPlace<L> place) {
        assign(place, null);
    }

    /** The lane has work and is not held, or no longer so: a host never needs more calls than it has such lanes. */
    public void workChanged(HostPlace<L> place, boolean hasWork) {
        loop.assertOwned();
        if (place.isBusy() != hasWork) {
            place.turn();
            countBusy(place.host(), hasWork ? 1 : -1);
        }
    }

    private void countBusy(@Nullable Host<L> host, int change) {
        if (host != null) {
            int before = host.busyLanes();
            host.busyLanes(change);
            busyHosts += (host.busyLanes() > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
        }
    }

    public int inFlight() {
        return inFlight;
    }

    /**
     * What is counted over all hosts.
     *
     * @param parked lanes that wait for room, or for the end of a pause
     * @param inFlight calls in flight, and room that is kept for some
     * @param reservations how much room is kept
     * @param busy lanes that have work and are not held
     * @param asked hosts at which a question about an instance is under way, or waits
     */
    public record Totals(int parked, int inFlight, int reservations, int busy, int asked) {}

    /** Counts over all hosts. */
    public Totals totals() {
        loop.assertOwned();
        return new Totals(hosts.parked(), inFlight, reservations, hosts.busyLanes(), hosts.asked());
    }

    /** Whether the lane waits at its host. */
    public boolean isParked(HostPlace<L> place) {
        Host<L> host = place.host();
        return host != null && host.parked().holds(place.lane());
    }

    public boolean isFull() {
        return inFlight >= maxInFlight;
    }

    /** Whether room is kept for calls that the ledger must know of first. */
    public boolean hasReservations() {
        return reservations > 0;
    }

    /** When the pause of the lane's host ends; {@link Pace#NEVER} when it is not paused. */
    public long pausedUntil(HostPlace<L> place, long now) {
        Host<L> host = place.host();
        return host != null && host.isPaused(now) && host.failsFor(place) ? host.pausedUntil() : Pace.NEVER;
    }

    /** Whether there is room for a call of the lane: kept for it, or free. */
    public boolean hasRoom(HostPlace<L> place) {
        Host<L> host = place.host();
        return host == null || place.reserved() == host || room(host) > 0;
    }

    /** Whether the lane's host works, or may be probed by one more call. */
    public boolean mayBeCalled(HostPlace<L> place) {
        Host<L> host = place.host();
        return host == null || !host.failsFor(place) || host.probesLeft() > 0 || place.probes();
    }

    /** Counts a call that is about to start, where a failing host may be probed only a few times. False: it may not. */
    public boolean permits(HostPlace<L> place) {
        Host<L> host = place.host();
        return host == null || host.permits(place);
    }

    /** Keeps room for a call of the lane while the call is announced. */
    public void reserve(HostPlace<L> place) {
        loop.assertOwned();
        Host<L> host = place.host();
        if (host != null && place.reserved() == null) {
            place.reserve(host);
            reservations++;
            inFlight++;
            host.inFlight(1);
        }
    }

    /** Frees the room that was kept for the lane. */
    public void unreserve(HostPlace<L> place) {
        loop.assertOwned();
        Host<L> host = place.reserved();
        if (host != null) {
            place.unreserve();
            reservations--;
            inFlight--;
            host.inFlight(-1);
        }
    }

    /** The lane is due and waits at its host, for room or for the end of a pause. */
    public void park(HostPlace<L> place, long dueAt) {
        loop.assertOwned();
        Host<L> host = place.host();
        if (host != null) {
            host.park(place, dueAt);
            crowded.add(host);
        }
    }

    /** The lane does not wait at its host any more. */
    public void unpark(HostPlace<L> place) {
        if (place.host() != null) {
            place.host().parked().remove(place.lane());
        }
    }

    /** Hands out waiting lanes, as many as their hosts may have room for. */
    public void release(long now, Consumer<L> comeForward) {
        loop.assertOwned();
        if (crowded.isEmpty()) {
            return;
        }
        for (Host<L> host : crowded) {
            host.release(room(host), now).forEach(comeForward);
        }
        crowded.removeIf(host -> host.parked().isEmpty());
    }

    /** When the first pause ends of a host at which lanes wait; {@link Pace#FAR} when there is none. */
    public long alarm(long now) {
        long next = Pace.FAR;
        for (Host<L> host : crowded) {
            next = host.isPaused(now) ? Math.min(next, host.pausedUntil()) : next;
        }
        return next;
    }

    /** Lanes that only lack room at their host. */
    public int waiting(long now) {
        int waiting = 0;
        for (Host<L> host : crowded) {
            waiting += host.waiting(now);
        }
        return waiting;
    }

    /** Since when the first of the lanes that {@link #waiting} counts is due; {@link Pace#FAR} when there is none. */
    public long firstDue(long now) {
        long first = Pace.FAR;
        for (Host<L> host : crowded) {
            first = Math.min(first, host.firstDue(now));
        }
        return first;
    }

    /**
     * Tells the listener which hosts are paused, and no longer paused, since this was last called. Forgets hosts that
     * nothing has needed for an hour, and tells of them.
     */
    public void tellPauses(long now) {
        loop.assertOwned();
        pauses.tell(now);
        hosts.forgetUnused(now, pauses::forget);
    }

    /** A call of the lane starts. */
    public void callStarted(HostPlace<L> place) {
        loop.assertOwned();
        unreserve(place);
        inFlight++;
        Host<L> host = place.host();
        if (host != null) {
            host.inFlight(1);
            place.callStarted(host);
        }
    }

    /**
     * The call of the lane has ended.
     *
     * @param answer null when the call did not take place after all
     * @return whether its host fails, so that the failure does not count against the command
     */
    public boolean callEnded(HostPlace<L> place, @Nullable Answer answer, long durationNanos) {
        loop.assertOwned();
        inFlight--;
        Host<L> host = place.called();
        if (host == null) {
            return false;
        }
        host.inFlight(-1);
        boolean wasFailing = host.isFailing();
        boolean failed = answer != null && isOfTheHost(answer);
        if (answer == null || answer instanceof Answer.Withheld) {
            host.withheld(place);
        } else {
            host.ended(place, failed, durationNanos);
        }
        pauses.callEnded(host);
        return failed && (wasFailing || host.isFailing());
    }

    /* 499 is about this side: metronome hung up. */
    private static boolean isOfTheHost(Answer answer) {
        return (answer instanceof Answer.Again again && again.status() == 0)
                || (answer instanceof Answer.Unknown unknown && unknown.status() != 499);
    }

    private int room(Host<L> host) {
        int free = maxInFlight - inFlight;
        if (hosts.size() == 1) {
            return free;
        }
        int spare = Math.max(1, maxInFlight / SPARE);
        int share = Math.clamp(maxInFlight / Math.max(1, busyHosts), 1, Math.max(1, maxInFlight - spare));
        int own = share - host.inFlight();
        return own > 0 ? Math.min(own, free) : free - Math.max(spare, hosts.unmet(host, share));
    }
}
