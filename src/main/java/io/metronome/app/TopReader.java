package io.metronome.app;

import io.metronome.config.Settings;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the workers for what {@code metronome top} shows. */
final class TopReader {
    private final WorkerOption worker;
    private final Settings settings;
    private final InstantSource calendar;
    private final LongSupplier nanos;
    private Map<String, WorkerCounts> counts = Map.of();
    private long countedAt;

    /** @param nanos a monotonic clock */
    TopReader(WorkerOption worker, Settings settings, InstantSource calendar, LongSupplier nanos) {
        this.worker = worker;
        this.settings = settings;
        this.calendar = calendar;
        this.nanos = nanos;
        this.countedAt = nanos.getAsLong();
    }

    /** Reads the counters, so that the first round has what was counted since. */
    void count() throws StartException {
        rates(counted(objects(worker.get(settings, "/workers").get("workers"))));
    }

    /**
     * Asks. The totals are what was counted since the round before.
     *
     * @param rows how many instances are shown
     */
    TopRound read(int rows) throws StartException {
        Map<String, Object> group = worker.get(settings, "/workers");
        List<Map<String, Object>> workers = objects(group.get("workers"));
        Map<String, Object> held = worker.get(settings, "/instances?held=true&sort=heldSince&limit=" + rows);
        Map<String, Object> due = worker.get(settings, "/instances?sort=nextDue&limit=" + rows);
        Map<String, Object> longest = worker.get(settings, "/instances?sort=backlog&limit=" + rows);
        Instant now = calendar.instant();
        List<TroubledInstance> instances = new ArrayList<>();
        Set<Object> seen = new LinkedHashSet<>();
        for (Map<String, Object> page : List.of(held, due, longest)) {
            for (Map<String, Object> one : objects(page.get("instances"))) {
                if (seen.add(String.valueOf(one.get("id")))) {
                    instances.add(TroubledInstance.of(one, now));
                }
            }
        }
        instances.sort(TroubledInstance.worstFirst());
        List<TroubledInstance> shown = instances.stream().limit(rows).toList();
        Map<String, WorkerCounts> counted = counted(workers);
        return new TopRound(
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                workers,
                group.get("silent") instanceof List<?> silent ? List.copyOf(silent) : List.of(),
                Math.max(0, workers.size() - counted.size()),
                rates(counted),
                longest.getOrDefault("total", seen.size()),
                held.getOrDefault("total", 0),
                shown);
    }

    /* A worker without a URL can be asked only if it is the one that was named. */
    private Map<String, WorkerCounts> counted(List<Map<String, Object>> workers) {
        Map<String, WorkerCounts> counted = new LinkedHashMap<>();
        for (Map<String, Object> one : workers) {
            Object url = one.get("url");
            String address = url == null && workers.size() == 1 ? worker.worker(settings) : String.valueOf(url);
            try {
                counted.put(address, WorkerCounts.parse(WorkerOption.metrics(address)));
            } catch (StartException away) {
                // It is told as a worker without counters.
            }
        }
        return counted;
    }

    /* A worker that was not counted in the round before has no growth yet. */
    private Map<String, Object> rates(Map<String, WorkerCounts> counted) {
        WorkerCounts grown = WorkerCounts.none();
        for (Map.Entry<String, WorkerCounts> one : counted.entrySet()) {
            WorkerCounts before = counts.getOrDefault(one.getKey(), one.getValue());
            grown = grown.plus(one.getValue().since(before));
        }
        long now = nanos.getAsLong();
        long passed = now - countedAt;
        counts = counted;
        countedAt = now;
        return grown.perMinute(passed);
    }

    private static List<Map<String, Object>> objects(@Nullable Object list) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (list instanceof List<?> all) {
            for (Object one : all) {
                if (one instanceof Map<?, ?> map) {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    map.forEach((name, value) -> fields.put(String.valueOf(name), value));
                    objects.add(fields);
                }
            }
        }
        return objects;
    }
}
