package io.metronome.simulation.scenarios;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.command.Messenger;
import io.metronome.command.PaceRules;
import io.metronome.command.Secret;
import io.metronome.dispatch.loop.Bounds;
import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.WriteFormat;
import io.metronome.simulation.cluster.Polls;
import io.metronome.simulation.worker.RareConditions;
import io.metronome.simulation.worker.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configuration of a scenario's workers, and their one instances file. */
final class ScenarioConfiguration {
    private static final Duration BACKOFF = Duration.ofMinutes(5);
    private static final double NO_JITTER = 0.5;

    private final List<String> listed = new ArrayList<>();
    private final Instances file = new Instances() {
        @Override
        public @Nullable Instance find(String id) {
            return instance(id);
        }

        @Override
        public Collection<Instance> all() {
            return listed.stream()
                    .map(ScenarioConfiguration.this::instance)
                    .filter(Objects::nonNull)
                    .toList();
        }
    };
    private final Map<String, String> hosts = new LinkedHashMap<>();
    private @Nullable Duration delay;
    private PaceRules rules = PaceRules.NONE;
    private final Set<String> missing = new LinkedHashSet<>();
    private int maxInFlight = WorkerSettings.MAX_IN_FLIGHT;
    private long maxPendingBytes = WorkerSettings.MAX_PENDING_BYTES;
    private Bounds bounds = Bounds.USUAL;
    private Polls polls = Polls.IDLE;
    private LedgerFormat format = LedgerFormat.NEWEST;

    /** The instances file names another host for that instance. */
    void host(String instance, String url) {
        hosts.put(instance, url);
    }

    /** The instances file names the instance no more, or again. */
    void named(String instance, boolean is) {
        if (is) {
            missing.remove(instance);
        } else {
            missing.add(instance);
        }
    }

    /** A list of all instances shows that one. Any instance can be called. */
    void listed(String instance) {
        listed.add(instance);
    }

    /** The instances file names that delay for all. */
    void delay(Duration ofAll) {
        delay = ofAll;
    }

    /** The instances file says this of every pace beside the delay. */
    void rules(PaceRules ofAll) {
        rules = ofAll;
    }

    /** Limits the calls in flight, from the next worker on. */
    void maxInFlight(int calls) {
        maxInFlight = calls;
    }

    /** Limits the bytes of pending commands, from the next worker on. */
    void maxPendingBytes(long bytes) {
        maxPendingBytes = bytes;
    }

    /** Limits how much is done at once, from the next worker on. */
    void bounds(Bounds atOnce) {
        bounds = atOnce;
    }

    /** The ledger is written in that format, from the next worker on. */
    void format(LedgerFormat written) {
        format = written;
    }

    /** Lets the poll thread do what it is asked every 50 ms instead of at once, from the next worker on. */
    void pollSteadily() {
        polls = Polls.STEADY;
    }

    /** The settings with which the next worker starts. */
    WorkerSettings settings() {
        return new WorkerSettings(
                1,
                WriteFormat.of(format),
                maxInFlight,
                maxPendingBytes,
                false,
                BACKOFF,
                bounds,
                polls,
                file,
                () -> NO_JITTER,
                RareConditions.NONE);
    }

    private @Nullable Instance instance(String id) {
        if (missing.contains(id)) {
            return null;
        }
        String url = hosts.getOrDefault(id, "http://localhost");
        return new Instance(id, url, new Secret("token"), Messenger.WHATSAPP, delay, rules);
    }
}
