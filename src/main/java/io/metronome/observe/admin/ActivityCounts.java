package io.metronome.observe.admin;

import io.metronome.command.Method;
import io.metronome.command.Reason;
import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.Gauges;
import io.metronome.dispatch.loop.Tracing.SpanIds;
import io.metronome.observe.Health;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of the last minute and the dead letters of the last hour, in a fixed room. The dispatcher's thread
 * tells it, and any thread may ask.
 */
final class ActivityCounts implements DispatchListener {
    /* As the recording rules of the dashboard count. */
    private static final long LATE = Duration.ofMillis(500).toNanos();
    private static final int SLOTS = 60;
    private static final int MOST_HOSTS = 100;
    private static final int LONGEST_REASON = 900;

    private final LongSupplier now;
    private final InstantSource calendar;
    private final SlidingCount sent;
    private final SlidingCount sentInHour;
    private final SlidingCount late;
    private final Map<Reason, SlidingCount> dead = new EnumMap<>(Reason.class);
    private final Map<String, Long> pausedHosts = new LinkedHashMap<>();
    private final Set<String> probedHosts = new LinkedHashSet<>();
    private final Set<String> knownHosts = new LinkedHashSet<>();
    private volatile Supplier<String> fileTrouble = () -> "";
    private long lost;
    private @Nullable Long lastCheckpoint;

    /** @param now monotonic nanoseconds */
    ActivityCounts(LongSupplier now, InstantSource calendar) {
        this.now = now;
        this.calendar = calendar;
        this.sent = ofMinute();
        this.sentInHour = ofHour();
        this.late = ofMinute();
        for (Reason reason : Reason.values()) {
            dead.put(reason, ofHour());
        }
    }

    private SlidingCount ofMinute() {
        return new SlidingCount(SLOTS, Duration.ofSeconds(1).toNanos(), now.getAsLong());
    }

    private SlidingCount ofHour() {
        return new SlidingCount(SLOTS, Duration.ofMinutes(1).toNanos(), now.getAsLong());
    }

    @Override
    public synchronized void departed(Method method, long latenessNanos, @Nullable SpanIds span) {
        long at = now.getAsLong();
        sent.add(at);
        sentInHour.add(at);
        if (latenessNanos >= LATE) {
            late.add(at);
        }
    }

    @Override
    public synchronized void died(Reason reason) {
        SlidingCount count = dead.get(reason);
        if (count != null) {
            count.add(now.getAsLong());
        }
    }

    @Override
    public synchronized void checkpointed(long durationNanos, int puts, int tombstones) {
        lastCheckpoint = calendar.millis();
    }

    @Override
    public synchronized void lost(long records) {
        lost += records;
    }

    @Override
    public synchronized void hostPaused(String apiUrl, boolean isPaused) {
        if (!isPaused) {
            pausedHosts.remove(apiUrl);
        } else if (pausedHosts.size() < MOST_HOSTS) {
            pausedHosts.putIfAbsent(apiUrl, calendar.millis());
        }
    }

    @Override
    public synchronized void hostProbed(String apiUrl, boolean isProbed) {
        if (!isProbed) {
            probedHosts.remove(apiUrl);
        } else if (probedHosts.size() < MOST_HOSTS) {
            probedHosts.add(apiUrl);
        }
    }

    @Override
    public synchronized void hostKnown(String apiUrl) {
        if (knownHosts.size() < MOST_HOSTS) {
            knownHosts.add(apiUrl);
        }
    }

    @Override
    public synchronized void hostForgotten(String apiUrl) {
        knownHosts.remove(apiUrl);
        probedHosts.remove(apiUrl);
    }

    /** Where to ask why the instances file does not count as it is. Any thread. */
    void watchFile(Supplier<String> trouble) {
        fileTrouble = trouble;
    }

    /** The counts, and the condition of the worker. */
    WorkerActivity activity(Gauges gauges, Health health) {
        Health.Verdict ready = health.ready();
        String reason = ready.good() ? "" : ready.reason();
        long held = 0;
        for (HoldReason why : HoldReason.values()) {
            held += gauges.heldInstances(why);
        }
        synchronized (this) {
            long at = now.getAsLong();
            return new WorkerActivity(
                    sent.sum(at),
                    late.sum(at),
                    lost,
                    lastCheckpoint,
                    sentInHour.sum(at),
                    gauges.activeInstances(),
                    held,
                    gauges.pausedInstances(),
                    gauges.instancesOutOfHours(),
                    gauges.cappedInstances(),
                    deadLetters(at),
                    hosts(),
                    knownHosts.stream()
                            .filter(host -> !pausedHosts.containsKey(host))
                            .toList(),
                    shortened(reason),
                    shortened(fileTrouble.get()));
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }

    private Map<Reason, Long> deadLetters(long at) {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        dead.forEach((reason, count) -> {
            long sum = count.sum(at);
            if (sum > 0) {
                counts.put(reason, sum);
            }
        });
        return counts;
    }

    private List<WorkerActivity.PausedHost> hosts() {
        return pausedHosts.entrySet().stream()
                .map(host -> new WorkerActivity.PausedHost(
                        host.getKey(), host.getValue(), probedHosts.contains(host.getKey())))
                .toList();
    }
}
