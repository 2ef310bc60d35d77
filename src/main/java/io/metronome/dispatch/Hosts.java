package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.command.Instance;
import io.metronome.delivery.Answer;
import io.metronome.pacing.Pace;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shares the calls in flight among the API's hosts. Each has an equal share, as far as it needs one; what others do not
 * need is borrowed, but for a last eighth: so a host that is slow, or down, takes nobody else's turns. Touched on the
 * dispatcher's thread only.
 */
final class Hosts {
    private static final int SPARE = 8;

    private final int maxInFlight;
    private final Time time;
    private final Clock clock;
    private final Map<String, Host<InstanceLane>> hosts = new LinkedHashMap<>();
    private final Set<Host<InstanceLane>> crowded = new LinkedHashSet<>();
    private int inFlight;
    private int busyHosts;
    private int reservations;

    Hosts(int maxInFlight, Time time) {
        this.maxInFlight = maxInFlight;
        this.time = time;
        this.clock = new Monotonic(time);
    }

    Host<InstanceLane> of(Instance instance) {
        return hosts.computeIfAbsent(instance.apiUrl(), url -> new Host<>(url, time, clock));
    }

    /** The lane's host is that of the instance, which may have moved. */
    void assign(InstanceLane lane, @Nullable Instance instance) {
        Host<InstanceLane> host = instance == null ? null : of(instance);
        if (lane.host() != host) {
            unreserve(lane);
            unpark(lane);
            busy(lane.host(), lane.isActive() ? -1 : 0);
            busy(host, lane.isActive() ? 1 : 0);
            lane.host(host);
        }
    }

    /** A lane of the host began, or ceased, to have work. */
    void busy(@Nullable Host<InstanceLane> host, int change) {
        if (host != null) {
            int before = host.busyLanes();
            host.busyLanes(change);
            busyHosts += (host.busyLanes() > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
        }
    }

    int inFlight() {
        return inFlight;
    }

    boolean isFull() {
        return inFlight >= maxInFlight;
    }

    /** Whether lanes hold room for calls that are being announced. */
    boolean hasReservations() {
        return reservations > 0;
    }

    /** What keeps a call of the lane from starting, as far as its host and the capacity of all go. */
    WaitReason reason(InstanceLane lane, long now) {
        Host<InstanceLane> host = lane.host();
        if (host == null) {
            return WaitReasons.READY;
        }
        if (host.isPaused(now)) {
            return new WaitReason.HostPaused(host.pausedUntil());
        }
        if (lane.reservedHost() == host || room(host) > 0) {
            return WaitReasons.READY;
        }
        return isFull() ? WaitReasons.NO_CAPACITY : WaitReasons.HOST_FULL;
    }

    /** Whether the host, which may be probed only a few times while it fails, takes one more call of the lane. */
    boolean permits(InstanceLane lane) {
        Host<InstanceLane> host = lane.host();
        return host == null || host.permits();
    }

    /** Keeps room for a call of the lane while the call is announced. */
    void reserve(InstanceLane lane) {
        Host<InstanceLane> host = lane.host();
        if (host != null && lane.reservedHost() == null) {
            lane.reserve(host);
            reservations++;
            inFlight++;
            host.inFlight(1);
        }
    }

    /** The lane needs the room no more that was kept for it. */
    void unreserve(InstanceLane lane) {
        Host<InstanceLane> host = lane.reservedHost();
        if (host != null) {
            lane.reserve(null);
            reservations--;
            inFlight--;
            host.inFlight(-1);
        }
    }

    /** The lane cannot go before something happens to its host. */
    void park(InstanceLane lane, long dueAt) {
        Host<InstanceLane> host = lane.host();
        if (host != null) {
            host.parked().put(lane, dueAt);
            crowded.add(host);
        }
    }

    /** The lane gets another place. */
    void unpark(InstanceLane lane) {
        if (lane.host() != null) {
            lane.host().parked().remove(lane);
        }
    }

    /** Lets lanes come forward again, as many as their hosts may have room for. */
    void release(long now, Consumer<InstanceLane> place) {
        if (crowded.isEmpty()) {
            return;
        }
        for (Host<InstanceLane> host : crowded) {
            int room = host.isPaused(now) ? 0 : room(host);
            int left = host.isFailing() ? Math.min(host.probesLeft(), room) : room;
            for (; left > 0 && host.parked().size() > 0; left--) {
                InstanceLane lane = host.parked().first();
                host.parked().remove(lane);
                place.accept(lane);
            }
        }
        crowded.removeIf(host -> host.parked().size() == 0);
    }

    /** When a host's pause ends for which somebody waits. */
    long alarm(long now) {
        long next = Pace.FAR;
        for (Host<InstanceLane> host : crowded) {
            next = host.isPaused(now) ? Math.min(next, host.pausedUntil()) : next;
        }
        return next;
    }

    /** Lanes that could go but for their host's share. */
    int waiting(long now) {
        int waiting = 0;
        for (Host<InstanceLane> host : crowded) {
            waiting += host.isPaused(now) ? 0 : host.parked().size();
        }
        return waiting;
    }

    /** A call of the lane starts. */
    void callStarted(InstanceLane lane) {
        unreserve(lane);
        inFlight++;
        Host<InstanceLane> host = lane.host();
        if (host != null) {
            host.inFlight(1);
            lane.called(host, host.epoch());
        }
    }

    /**
     * It has ended.
     *
     * @param answer null when it did not take place after all
     * @return whether its host ails, so that a failure is not the command's
     */
    boolean callEnded(InstanceLane lane, @Nullable Answer answer, long durationNanos) {
        inFlight--;
        Host<InstanceLane> host = lane.calledHost();
        if (host == null) {
            return false;
        }
        host.inFlight(-1);
        boolean wasProbe = host.isFailing();
        if (answer == null || answer instanceof Answer.Withheld) {
            host.withheld(lane.calledEpoch());
        } else if (isTheHosts(answer)) {
            host.failed(lane.calledEpoch(), durationNanos);
            return wasProbe || host.isFailing();
        } else {
            host.answered(lane.calledEpoch(), durationNanos);
        }
        return false;
    }

    /** 499 is about us: our side hung up. */
    private static boolean isTheHosts(Answer answer) {
        return (answer instanceof Answer.Again again && again.status() == 0)
                || (answer instanceof Answer.Unknown unknown && unknown.status() != 499);
    }

    private int room(Host<InstanceLane> host) {
        int free = maxInFlight - inFlight;
        if (hosts.size() == 1) {
            return free;
        }
        int spare = Math.max(1, maxInFlight / SPARE);
        int share = Math.clamp(maxInFlight / Math.max(1, busyHosts), 1, Math.max(1, maxInFlight - spare));
        int own = share - host.inFlight();
        return own > 0 ? Math.min(own, free) : free - Math.max(spare, unmet(host, share));
    }

    private int unmet(Host<InstanceLane> borrower, int share) {
        int unmet = 0;
        for (Host<InstanceLane> host : hosts.values()) {
            if (host != borrower) {
                unmet += Math.max(0, Math.min(share, host.busyLanes()) - host.inFlight());
            }
        }
        return unmet;
    }

    /** The monotonic clock as the breakers want it. */
    private static final class Monotonic extends Clock {
        private final Time time;

        Monotonic(Time time) {
            this.time = time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(NANOSECONDS.toMillis(time.nanos()));
        }
    }
}
