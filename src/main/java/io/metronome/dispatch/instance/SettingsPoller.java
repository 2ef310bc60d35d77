package io.metronome.dispatch.instance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.delivery.Api;
import io.metronome.delivery.ReadSettings;
import io.metronome.delivery.SettingsUnread;
import io.metronome.dispatch.host.Host;
import io.metronome.dispatch.host.HostCapacity;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import io.metronome.pacing.Pace;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings of instances with work: for their delay, at first and then at the refresh interval, and to see
 * whether a change shows. A few questions to a host are under way at a time, so that a restart with thousands of
 * instances is no storm.
 */
public final class SettingsPoller {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsPoller.class);
    private static final long AGAIN_NANOS = SECONDS.toNanos(60);

    /** The waits after failures that may pass, before the fallback rules. The API allows one question a second. */
    private static final long[] SOON_MILLIS = {1_200, 2_000, 4_000, 8_000};

    private static final int LONGEST_DOCUMENTED_MILLIS = 600_000;
    private static final long READ_BACK_NANOS = SECONDS.toNanos(5);

    private final Api api;
    private final Instances instances;
    private final HostCapacity<InstanceLane> hosts;
    private final DispatcherLoop loop;
    private final Time time;
    private final long refreshNanos;
    private final int fallbackMillis;
    private final Consumer<InstanceLane> delayKnown;
    private final BiConsumer<InstanceLane, ReadSettings> shown;
    private final Set<Host<InstanceLane>> waitingHosts = new LinkedHashSet<>();
    private Consumer<InstanceLane> delayGrew = lane -> {};

    /**
     * @param delayKnown told whenever a lane's delay was read, or could not be
     * @param shown told of the settings of an instance that is not restarting
     */
    SettingsPoller(
            Ports ports,
            HostCapacity<InstanceLane> hosts,
            DispatcherLoop loop,
            Time time,
            DispatchSettings settings,
            Consumer<InstanceLane> delayKnown,
            BiConsumer<InstanceLane, ReadSettings> shown) {
        this.api = ports.api();
        this.instances = ports.instances();
        this.hosts = hosts;
        this.loop = loop;
        this.time = time;
        this.refreshNanos = settings.settingsRefresh().toNanos();
        this.fallbackMillis = (int) settings.fallbackDelay().toMillis();
        this.delayKnown = delayKnown;
        this.shown = shown;
    }

    /** How often the delay of an instance with work is read, nanoseconds. */
    long refreshNanos() {
        return refreshNanos;
    }

    /** Tells of every lane whose delay is longer than it was known before. */
    public void whenDelayGrows(Consumer<InstanceLane> told) {
        delayGrew = told;
    }

    /** Until when a lane is kept after its last question: an instance with little work is not asked each time. */
    long keptUntil(InstanceLane lane) {
        return Math.max(
                refreshDue(lane.settingsRequest().askedAt()),
                refreshDue(lane.delayReading().readAt()));
    }

    private long refreshDue(long since) {
        return since == Pace.NEVER ? Pace.NEVER : since + refreshNanos;
    }

    /** Asks for the delay of a lane with work, if it is unknown or old. A held instance is not asked. */
    void consider(InstanceLane lane) {
        loop.assertOwned();
        Instance instance = instances.find(lane.instance());
        if (instance == null) {
            return;
        }
        if (instance.delay() != null) {
            lane.pace().know((int) instance.delay().toMillis());
            lane.delayReading().configured();
            lane.tellIfDelayGrew(delayGrew);
            if (!lane.records().isRemembered()) {
                Departures.note(lane);
            }
        } else if (time.nanos() >= refreshDue(lane.settingsRequest().askedAt())
                && lane.status().letsAsk(lane.pace().isKnown())) {
            askNow(lane, instance);
        }
    }

    /**
     * A setSettings asked for that delay, or for none (0). Until getSettings shows it, or until that moment, the longer of
     * the old and the new one counts.
     */
    public void changed(InstanceLane lane, int wantedMillis, long until) {
        loop.assertOwned();
        Instance instance = instances.find(lane.instance());
        lane.settingsChange().begin(wantedMillis, until);
        if (wantedMillis > LONGEST_DOCUMENTED_MILLIS) {
            LOG.warn(
                    "Instance {} gets a delay of {} ms; the newest pages of GREEN-API name {} ms as the longest",
                    lane.instance(),
                    wantedMillis,
                    LONGEST_DOCUMENTED_MILLIS);
        }
        if (wantedMillis > 0 && (instance == null || instance.delay() == null)) {
            lane.pace().atLeast(wantedMillis);
            Departures.note(lane);
        }
        Conditions.note(lane, time.nanos());
        readBack(lane);
    }

    /** Reads the settings again in a while, and then again, for as long as a change has not shown. */
    public void readBack(InstanceLane lane) {
        loop.assertOwned();
        if (lane.settingsChange().planRead()) {
            Hold hold = lane.status().hold();
            loop.runIn(hold == null || hold.isStarting() ? READ_BACK_NANOS : AGAIN_NANOS, () -> readNow(lane));
        }
    }

    /** Asks again at hosts that took no questions before. */
    void resume() {
        loop.assertOwned();
        if (!waitingHosts.isEmpty()) {
            waitingHosts.forEach(this::ask);
            waitingHosts.removeIf(host -> host.askQueue().isEmpty());
        }
    }

    private void readNow(InstanceLane lane) {
        lane.settingsChange().readStarts();
        Instance instance = instances.find(lane.instance());
        if (!lane.partition().mayCall() || !hasToShow(lane, instance)) {
            return;
        }
        // The instances file may name it again before the change has to show.
        if (instance == null
                || lane.status().isStarting()
                || time.nanos() < lane.settingsRequest().askedAt() + READ_BACK_NANOS) {
            readBack(lane);
        } else {
            askNow(lane, instance);
        }
    }

    private boolean hasToShow(InstanceLane lane, @Nullable Instance instance) {
        boolean ruledByFile = instance != null && instance.delay() != null;
        return !lane.confirming().isEmpty()
                || (!ruledByFile && lane.settingsChange().isOpen(time.nanos()));
    }

    private void askNow(InstanceLane lane, Instance instance) {
        if (!lane.settingsRequest().isAwaited() && lane.partition().mayCall()) {
            lane.settingsRequest().await();
            Host<InstanceLane> host = hosts.of(instance);
            boolean isNeeded = !lane.isIdle() || !lane.hasPostponed();
            host.askQueue().add(lane, isNeeded && !lane.pace().isKnown());
            ask(host);
            if (!host.askQueue().isEmpty()) {
                waitingHosts.add(host);
            }
        }
    }

    private void ask(Host<InstanceLane> host) {
        while (!host.askQueue().isEmpty() && host.takesQuestions(time.nanos())) {
            InstanceLane lane = host.askQueue().next();
            Instance instance = instances.find(lane.instance());
            if (instance == null || !lane.partition().mayCall()) {
                lane.settingsRequest().answered();
            } else {
                ask(lane, instance, host);
            }
        }
    }

    private void ask(InstanceLane lane, Instance instance, Host<InstanceLane> host) {
        long now = time.nanos();
        host.questionAsked();
        lane.settingsRequest().askedAt(now);
        api.readSettings(instance)
                .doOnNext(ReadSettings::delayMillis)
                .subscribe(
                        settings -> ended(host, now, () -> read(lane, settings)),
                        failure -> failed(host, now, lane, failure));
    }

    private void failed(Host<InstanceLane> host, long askedAt, InstanceLane lane, Throwable failure) {
        if (failure instanceof Error) {
            loop.failed(failure);
        } else {
            ended(host, askedAt, () -> unread(lane, failure));
        }
    }

    private void ended(Host<InstanceLane> host, long askedAt, Runnable then) {
        loop.run(() -> {
            host.questionEnded(time.nanos() - askedAt);
            then.run();
        });
    }

    private void read(InstanceLane lane, ReadSettings settings) {
        lane.settingsRequest().succeeded();
        Instance instance = instances.find(lane.instance());
        if (instance == null || instance.delay() == null) {
            lane.pace().know(lane.settingsChange().delayAfter(settings.delayMillis(), time.nanos()));
            lane.delayReading().read(lane.settingsRequest().askedAt());
        }
        if (lane.records().isConditioned()
                && lane.partition().isOwned()
                && !lane.settingsChange().isOpen(time.nanos())) {
            Conditions.note(lane, time.nanos());
        }
        if (lane.partition().mayCall() && !lane.status().isStarting()) {
            shown.accept(lane, settings);
        }
        answered(lane);
    }

    private void unread(InstanceLane lane, Throwable failure) {
        long soon = soonMillis(lane, failure);
        if (soon > 0) {
            LOG.debug("Instance {} is asked again in {} ms: {}", lane.instance(), soon, failure.getMessage());
            lane.settingsRequest().failed();
            lane.settingsRequest().askedAt(time.nanos() - refreshNanos + MILLISECONDS.toNanos(soon));
            // An instance that may not be asked then is asked when its hold ends, or when the file names it again.
            loop.runIn(MILLISECONDS.toNanos(soon), () -> {
                lane.settingsRequest().plannedNow();
                consider(lane);
            });
            answered(lane);
            return;
        }
        LOG.warn(
                "The settings of instance {} could not be read, its delay is taken as {} ms: {}",
                lane.instance(),
                lane.pace().isKnown() ? lane.pace().delayMillis() : fallbackMillis,
                failure.getMessage());
        lane.pace().fallBackTo(fallbackMillis);
        lane.settingsRequest().askedAt(time.nanos() - refreshNanos + Math.min(refreshNanos, AGAIN_NANOS));
        answered(lane);
    }

    /** The wait before the next question when the failure may pass; 0 when it has lasted, or will. */
    private static long soonMillis(InstanceLane lane, Throwable failure) {
        boolean passing = lane.settingsRequest().failures() < SOON_MILLIS.length
                && failure instanceof SettingsUnread unread
                && unread.isPassing()
                && unread.afterMillis() <= NANOSECONDS.toMillis(AGAIN_NANOS);
        return passing
                ? Math.max(SOON_MILLIS[lane.settingsRequest().failures()], ((SettingsUnread) failure).afterMillis())
                : 0;
    }

    private void answered(InstanceLane lane) {
        lane.settingsRequest().answered();
        Instance instance = instances.find(lane.instance());
        if (hasToShow(lane, instance)) {
            readBack(lane);
        }
        lane.tellIfDelayGrew(delayGrew);
        delayKnown.accept(lane);
        resume();
    }
}
