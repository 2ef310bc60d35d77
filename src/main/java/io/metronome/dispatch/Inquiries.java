package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.delivery.Api;
import io.metronome.delivery.ReadSettings;
import io.metronome.pacing.Pace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns the delay of instances with work: from the instances file, else from getSettings, at first and then at the
 * refresh interval. A few questions are under way at a time, so that a restart with thousands of instances is no storm.
 * Touched on the dispatcher's thread only.
 */
final class Inquiries {
    private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);
    private static final int AT_A_TIME = 64;
    private static final long AGAIN_NANOS = SECONDS.toNanos(60);
    private static final long READ_BACK_NANOS = SECONDS.toNanos(5);
    private static final long SETTLING_NANOS = MINUTES.toNanos(5);

    private final Api api;
    private final Instances instances;
    private final Loop loop;
    private final Time time;
    private final long refreshNanos;
    private final int fallbackMillis;
    private final Consumer<OwnedLane> learnt;
    private final Deque<OwnedLane> waiting = new ArrayDeque<>();
    private int underWay;

    /** @param learnt told whenever a lane's delay was read, or could not be */
    Inquiries(
            Api api, Instances instances, Loop loop, Time time, DispatchSettings settings, Consumer<OwnedLane> learnt) {
        this.api = api;
        this.instances = instances;
        this.loop = loop;
        this.time = time;
        this.refreshNanos = settings.settingsRefresh().toNanos();
        this.fallbackMillis = (int) settings.fallbackDelay().toMillis();
        this.learnt = learnt;
    }

    /** How long a lane is kept after its last question, so that an instance with little work is not asked each time. */
    long keptUntil(OwnedLane lane) {
        return lane.askedAt() == Pace.NEVER ? Pace.NEVER : lane.askedAt() + refreshNanos;
    }

    /** Sees to it that the delay of a lane with work is known and fresh. */
    void consider(OwnedLane lane) {
        Instance instance = instances.find(lane.instance());
        if (instance == null) {
            return;
        }
        if (instance.delay() != null) {
            lane.pace().know((int) instance.delay().toMillis());
        } else if (time.nanos() >= keptUntil(lane)) {
            askNow(lane);
        }
    }

    /**
     * A setSettings asked for that delay. Until getSettings shows it, or for five minutes, the longer of the old and the
     * new one rules; settings are applied "within 5 minutes" (GREEN-API docs, page SetSettings).
     */
    void changed(OwnedLane lane, int wantedMillis) {
        lane.settling(wantedMillis, time.nanos() + SETTLING_NANOS);
        lane.pace().know(Math.max(wantedMillis, lane.pace().delayMillis()));
        loop.runIn(READ_BACK_NANOS, () -> askNow(lane));
    }

    private void askNow(OwnedLane lane) {
        Instance instance = instances.find(lane.instance());
        if (!lane.isAsking() && lane.partition().mayCall() && instance != null && instance.delay() == null) {
            lane.asking(true);
            waiting.addLast(lane);
            ask();
        }
    }

    private void ask() {
        while (underWay < AT_A_TIME && !waiting.isEmpty()) {
            OwnedLane lane = waiting.removeFirst();
            Instance instance = instances.find(lane.instance());
            if (instance == null || !lane.partition().mayCall()) {
                lane.asking(false);
            } else {
                underWay++;
                lane.askedAt(time.nanos());
                api.readSettings(instance)
                        .map(ReadSettings::delayMillis)
                        .subscribe(
                                millis -> loop.run(() -> read(lane, millis)),
                                failure -> loop.run(() -> unread(lane, failure)));
            }
        }
    }

    private void read(OwnedLane lane, int millis) {
        lane.pace().know(lane.ruling(millis, time.nanos()));
        answered(lane);
    }

    private void unread(OwnedLane lane, Throwable failure) {
        LOG.warn(
                "The settings of instance {} could not be read, its delay is taken as {} ms: {}",
                lane.instance(),
                lane.pace().isKnown() ? lane.pace().delayMillis() : fallbackMillis,
                failure.getMessage());
        lane.pace().fallBackTo(fallbackMillis);
        lane.askedAt(time.nanos() - refreshNanos + Math.min(refreshNanos, AGAIN_NANOS));
        answered(lane);
    }

    private void answered(OwnedLane lane) {
        underWay--;
        lane.asking(false);
        if (lane.isSettling(time.nanos())) {
            loop.runIn(READ_BACK_NANOS, () -> askNow(lane));
        }
        learnt.accept(lane);
        ask();
    }
}
